/*
 * Where things lie in the record's tree. Pure. No folder holds more than some
 * hundred items, so that a commit's cost does not grow with the history:
 * entries lie by the hundred, incidents by the hundred in a year, messages by
 * the hundred in an incident, notes by the hundred entries. Names are made of
 * ids and numbers only; anything else in an id is written as %XX.
 */
#ifndef CRIER_RECORD_PATHS_H
#define CRIER_RECORD_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PATH_ROOM = 512 };

/* entries/00/12/34.json */
void path_entry(char out[PATH_ROOM], int64_t seq);

/*
 * incidents/2026/01/2026-0123, incidents/2026/D00/D2026-0007. False if this
 * is no incident's id; then there is no folder for it.
 */
bool path_incident(char out[PATH_ROOM], const char *incident);

/* The same with entries/00/12/34.json behind it: the incident's own list. */
bool
path_incident_entry(char out[PATH_ROOM], const char *incident, int64_t seq);

/*
 * The folder of a message: its incident's with messages/00/3 behind it. What
 * follows a ':' (an account) is left out. False if this is no such id.
 */
bool path_message(char out[PATH_ROOM], const char *message);

/* A file or folder name for any text: never empty, never hidden. */
void path_name(char *out, size_t size, const char *text);

/* The file of an officer, an account, a partner, an impostor's case. */
void path_officer(char out[PATH_ROOM], const char *officer);
void path_account(char out[PATH_ROOM], const char *account);
void path_partner(char out[PATH_ROOM], const char *partner);
void path_impostor(char out[PATH_ROOM], const char *impostor);

#endif
