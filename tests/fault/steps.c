#include "tests/fault/steps.h"

#include <string.h>

bool steps_among(const char *name, const char *list)
{
    const size_t size = strlen(name);
    for (const char *at = list; (at = strstr(at, name)) != NULL; at++)
        if ((at == list || at[-1] == ',') && (at[size] == ',' || !at[size]))
            return true;
    return false;
}

int steps_read(char *text, struct command steps[STEPS], struct command *again)
{
    struct command *now = steps;
    int count = 1;
    for (char *p = text; *p;) {
        char quote = *p == '\'' ? *p : ' ', *end;
        if (*p == ' ') {
            p++;
            continue;
        }
        p += quote != ' ';
        end = p + strcspn(p, quote == ' ' ? " \n" : "'");
        if (*end)
            *end++ = '\0';
        if (strcmp(p, "&&") == 0 && count < STEPS)
            now = &steps[count++];
        else if (strcmp(p, "||") == 0 && again)
            now = again;
        else if (now->count && now->input && !*now->input)
            now->input = p;
        else if (strcmp(p, "<") == 0)
            now->input = p + 1; /* empty: the next word is it */
        else if (*p && now->count < WORDS)
            now->words[now->count++] = p;
        p = end;
    }
    return count;
}
