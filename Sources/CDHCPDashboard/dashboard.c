#include "CDHCPDashboard.h"

// #embed (C23), which the compiler of the Swift toolchain knows.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define HTML "text/html; charset=utf-8"
#define STYLE "text/css; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"
#define IMAGE "image/svg+xml"

static const unsigned char index_html[] = {
#embed "page/index.html"
};
static const unsigned char style[] = {
#embed "page/style.css"
};
static const unsigned char icon[] = {
#embed "page/icon.svg"
};
static const unsigned char app[] = {
#embed "page/app.js"
};
static const unsigned char api[] = {
#embed "page/api.js"
};
static const unsigned char chart[] = {
#embed "page/chart.js"
};
static const unsigned char client[] = {
#embed "page/client.js"
};
static const unsigned char configuration[] = {
#embed "page/configuration.js"
};
static const unsigned char dom[] = {
#embed "page/dom.js"
};
static const unsigned char events[] = {
#embed "page/events.js"
};
static const unsigned char leases[] = {
#embed "page/leases.js"
};
static const unsigned char overview[] = {
#embed "page/overview.js"
};
static const unsigned char pools[] = {
#embed "page/pools.js"
};
static const unsigned char reservations[] = {
#embed "page/reservations.js"
};
static const unsigned char words[] = {
#embed "page/words.js"
};

#define FILE(name, type, octets) {name, type, octets, sizeof octets}

static const struct cdhcp_page_file files[] = {
    FILE("index.html", HTML, index_html),
    FILE("style.css", STYLE, style),
    FILE("icon.svg", IMAGE, icon),
    FILE("app.js", SCRIPT, app),
    FILE("api.js", SCRIPT, api),
    FILE("chart.js", SCRIPT, chart),
    FILE("client.js", SCRIPT, client),
    FILE("configuration.js", SCRIPT, configuration),
    FILE("dom.js", SCRIPT, dom),
    FILE("events.js", SCRIPT, events),
    FILE("leases.js", SCRIPT, leases),
    FILE("overview.js", SCRIPT, overview),
    FILE("pools.js", SCRIPT, pools),
    FILE("reservations.js", SCRIPT, reservations),
    FILE("words.js", SCRIPT, words),
};

struct cdhcp_page_file cdhcp_page_file(size_t index) {
    struct cdhcp_page_file none = {0};
    return index < sizeof files / sizeof *files ? files[index] : none;
}
