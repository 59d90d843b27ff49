/*
 * The calls this project does not make: unbounded copies, calls that answer
 * in static memory, and calls that start a shell. Included by every build
 * through -include, so that a use does not compile.
 */
#ifndef CRIER_BANNED_H
#define CRIER_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok
#pragma GCC poison atoi atol gmtime localtime ctime asctime system popen

#endif
