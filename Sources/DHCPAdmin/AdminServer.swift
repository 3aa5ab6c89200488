#if Admin
    import Hummingbird
    import HummingbirdTLS
#endif
