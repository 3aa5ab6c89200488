// stub
import Yams
