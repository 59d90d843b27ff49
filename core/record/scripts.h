/*
 * The files that the record carries for whoever holds a clone and nothing of
 * ours: what this is, how to check it with git and sha256sum alone, and that
 * git is to leave line ends as they are.
 */
#ifndef CRIER_RECORD_SCRIPTS_H
#define CRIER_RECORD_SCRIPTS_H

struct script {
	const char *path; /* in the tree; NULL after the last */
	const char *text;
};

/* Those of a format of the record; of the newest for a later one. */
const struct script *scripts_of(long long format);

#endif
