/* What every public header stands in: its functions are exported by the library and have C linkage
 * in C++. What is not declared between these two stays inside the library. */
#ifndef CAPAI_API_H
#define CAPAI_API_H

#ifdef __cplusplus
#define CAPAI_API_BEGIN                                                                            \
    _Pragma("GCC visibility push(default)") extern "C"                                             \
    {
#define CAPAI_API_END                                                                              \
    }                                                                                              \
    _Pragma("GCC visibility pop")
#else
#define CAPAI_API_BEGIN _Pragma("GCC visibility push(default)")
#define CAPAI_API_END _Pragma("GCC visibility pop")
#endif

#endif
