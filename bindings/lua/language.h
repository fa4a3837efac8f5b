/* Language of messages. */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <lua.h>

#include "capai/error.h"

/* By LC_ALL, LC_MESSAGES, LANG, the first that is set: Indonesian for id*, else English. */
enum capai_language language_of_environment(void);

/* The language in which a Lua state words its messages: the one that was set for it, else that of
 * the environment. */
enum capai_language language_of(lua_State *L);
void language_set(lua_State *L, enum capai_language language);

#endif
