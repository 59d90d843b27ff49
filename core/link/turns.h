/*
 * How long a thread's turns at the processor are. Who wakes with a long turn
 * before it waits until the one that runs has had its own: some milliseconds
 * each time that the disk, or an answer, was waited for. Who mostly waits asks
 * for short turns, and is let in at once.
 */
#ifndef CRIER_LINK_TURNS_H
#define CRIER_LINK_TURNS_H

#include <stdbool.h>

/*
 * Of the calling thread, and of what it starts. Anybody may ask; the kernel's
 * own length if `brief` is false. Kernels before 6.12 do not know it, and
 * nothing is lost there.
 */
void turns_set(bool brief);

#endif
