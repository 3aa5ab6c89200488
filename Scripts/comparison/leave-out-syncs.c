// Leaves out each fdatasync of a server, for comparing what they cost. Leases are lost with the machine's power then.
//
//   cc -O2 -shared -fPIC -o none.so leave-out-syncs.c && LD_PRELOAD=$PWD/none.so dhcp serve --config dhcp.yaml
int fdatasync(int file) {
    (void)file;
    return 0;
}
