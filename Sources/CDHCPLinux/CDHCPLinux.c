#include "CDHCPLinux.h"
