/*
 * A post of WordPress: its status, its words, and what else of it differs from
 * what was approved.
 */
#ifndef CRIER_WIRE_WORDPRESS_POST_H
#define CRIER_WIRE_WORDPRESS_POST_H

#include "wire/connector.h"
#include "wire/differ.h"

/* The id of the post that this job puts right, "" where a new one is made. */
const char *wordpress_target(const struct wire_job *job);

/* Of what the site shows, the post of this job: by its id, or by our slug
 * where no id is known yet. NULL if it shows none, or another. */
const json_t *wordpress_own(const json_t *doc, const struct wire_job *job);

/* A status of the site: "future" waits for its clock, "pending" for a person */
bool wordpress_is(const json_t *post, const char *status);
bool wordpress_is_published(const json_t *post);

/* It was taken, and is not public yet. */
bool wordpress_is_waiting(const json_t *post);

/* "content" or "title" as it was stored; the caller's. */
char *wordpress_field_text(const json_t *post, const char *name, bool html);

/* Title and text are what was approved; or where they are not. */
bool wordpress_same_post(const json_t *post, const struct wire_job *job);
void wordpress_differ_words(
	struct differ *d, const struct wire_job *job, const json_t *post);

/* What else it shows: status, password, author, picture. */
void wordpress_differ(
	struct differ *d, const struct wire_job *job, const json_t *post);

/* STEP_LIST: what stands on the site, all authors' posts; its pages and its
 * theme are in no list. */
void wordpress_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list);

/* STEP_HEAR: one row of the site's comments. */
void wordpress_take_comment(struct wire_judgment *out,
	const struct wire_job *job, const json_t *item);

#endif
