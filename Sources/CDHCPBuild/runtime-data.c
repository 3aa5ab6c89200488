// Foundation links 34 MB of ICU's data, with each language and each old encoding of the world. A build that is installed
// (Scripts/build-program) brings the part that is needed here instead: a symbol of the program goes before that of a
// library. The version of ICU is in the symbol's name, so another toolchain links its own data, larger and as correct.
#ifdef DHCP_RUNTIME_DATA
__asm__(".section .rodata.icudata, \"a\"\n"
        ".balign 16\n"
        ".globl " DHCP_RUNTIME_DATA_SYMBOL "\n"
        DHCP_RUNTIME_DATA_SYMBOL ":\n"
        ".incbin \"" DHCP_RUNTIME_DATA "\"\n"
        ".previous\n");
#endif
