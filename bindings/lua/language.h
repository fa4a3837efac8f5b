/* Language of messages. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include "capai/error.h"

/* By LC_ALL, LC_MESSAGES, LANG, the first that is set: Indonesian for id*, else English. */
enum capai_language language_of_environment(void);

#endif
