// stub
import NIOPosix
import ServiceLifecycle
import Metrics
import Logging
