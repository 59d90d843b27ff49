/*
 * What the three programs do, line by line, for whoever looks for a fault:
 *
 *	CRIER_TRACE=act,relay crier …	these topics; "all" is every topic
 *	CRIER_TRACE_FILE=PATH		where the console writes its lines
 *
 * Station and relay write to standard error (a station in the background: its
 * station.log). The console draws on the terminal, so it traces only where
 * CRIER_TRACE_FILE names a file. A line has the program, its process, the
 * monotonic time in milliseconds and the topic.
 *
 * A trace is read by people who may not read what it is about. It has ids,
 * words of the vocabulary, numbers and lengths; never a text that somebody
 * wrote and never a credential. trace_doc keeps to that by itself: it prints
 * the values of a fixed list of keys and only the length of all others.
 *
 * This is the one thing in the program that is global: it must be reachable
 * from everywhere that has a socket, and nothing depends on it.
 */
#ifndef CRIER_LINK_TRACE_H
#define CRIER_LINK_TRACE_H

#include <jansson.h>
#include <stdbool.h>

enum trace_topic {
	TRACE_LINK, /* documents on a socket, both ways */
	TRACE_ACT, /* acts as they were judged: entries or a refusal */
	TRACE_RECORD, /* commits of the record, workers */
	TRACE_RELAY, /* steps of a delivery and how they were judged */
	TRACE_HTTP, /* requests and answers: host, status, lengths */
	TRACE_KEY, /* the console's named requests and its views */
	TRACE_TOPICS
};

/*
 * Begins to trace what `topics` names; NULL or "" is nothing. `file` NULL is
 * standard error. False, with a line on standard error, if a topic is unknown
 * or the file cannot be opened: then nothing is traced.
 */
bool trace_open(const char *program, const char *topics, const char *file);

/* From here on the terminal is a screen: without a file nothing is traced. */
void trace_leave_terminal(void);

bool trace_is_on(enum trace_topic topic);

/* One line. Costs a comparison where the topic is off. */
void trace(enum trace_topic topic, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The document's keys, with the values of those that cannot hold a text. */
void trace_doc(enum trace_topic topic, const char *what, const json_t *doc);

#endif
