/* Version of the library and of everything that is built with it. */
#ifndef CAPAI_VERSION_H
#define CAPAI_VERSION_H

#define CAPAI_VERSION "0.1.0"

#endif
