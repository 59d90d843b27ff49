/*
 * The view in which a message is written. For compose*.c.
 */
#ifndef CRIER_TUI_VIEWS_COMPOSE_H
#define CRIER_TUI_VIEWS_COMPOSE_H

#include <jansson.h>

#include "tui/console/form.h"
#include "tui/console/view.h"
#include "tui/console/views/preview.h"

/* What was asked, sent or opened as a dialog. */
enum compose_tag {
	COMPOSE_SHOW = 1,
	COMPOSE_INCIDENT,
	COMPOSE_PLAYBOOK,
	COMPOSE_DRAFT,
	COMPOSE_PREVIEW,
	COMPOSE_KEEP,
	COMPOSE_SAVE,
	COMPOSE_SUBMIT,
	COMPOSE_DROP,
	COMPOSE_HAND,
	COMPOSE_EXPLAIN,
	COMPOSE_REPOST,
	COMPOSE_VOID, /* a save that voids the review */
	COMPOSE_ASIDE, /* of a draft, and nobody waits for it */
	COMPOSE_TOLD, /* of incident.figures */
	COMPOSE_FIND,
	COMPOSE_OTHERS, /* what other sessions typed */
	COMPOSE_GATES, /* who is to pass it, once it is submitted */
	COMPOSE_CLASH /* or lays itself over another's revision */
};

struct compose {
	struct view v;
	json_t *show; /* of message.show */
	json_t *playbook; /* of playbook.show */
	json_t *draft; /* of draft.show, until the form is built */
	json_t *others; /* drafts of other sessions that say otherwise */
	json_t *preview; /* of message.preview */
	json_t *variants; /* written by hand: account -> text */
	struct form form;
	char *sought; /* the words found last */
	bool built; /* the form stands and holds the text */
	int64_t base; /* the revision that is being changed */
	int64_t preview_due, keep_due; /* 0: nothing to do */
	int64_t kept_at; /* when the draft was last stored */
	char session[ACT_ID]; /* this one: its draft is nobody else's */
	char over[WORD_ID]; /* whose draft this one goes on from, */
	int64_t over_at; /* as of when; 0: of nobody's */
	bool stored; /* the station has, or gets, a draft of this session */
	int64_t told_at; /* the newest other draft that was told of */
	struct preview_at at; /* what of the preview is shown */
	bool gone; /* the finding that is shown was gone to */
	int edits; /* changes since the revision `base` */
	bool repost_after; /* saving is the first half of reposting, */
	bool submit_after; /* or of submitting, */
	bool conflict; /* another's revision is asked for, to be shown */
	bool lane; /* by the emergency lane */
};

/* compose_draw.c; `keeping`: the draft is on its way to the station. */
void compose_paint(struct compose *c, struct area a, bool keeping);

void compose_ask(struct compose *c, int tag, const char *question,
	const char *key, const char *value);
void compose_keep(struct compose *c); /* as a draft */
void compose_keep_aside(struct compose *c); /* the session ends with it */
json_t *compose_typed(const struct compose *c); /* what that would keep */
void compose_ask_draft(struct compose *c);
void compose_send_drop(struct compose *c, int tag, const char *session);
void compose_preview(struct compose *c);
void compose_send_save(struct compose *c); /* as a revision over `base` */
void compose_send_repost(struct compose *c);

/* Something was typed: draft and preview become due. */
void compose_touch(struct compose *c);
void compose_wake(struct view *v); /* sends what is due */

/* Copy, cut, paste and find; false if the request is none of them. */
bool compose_clip(struct compose *c, enum request request, bool *changed);
void compose_find(struct compose *c, const char *words);

void compose_reply(struct view *v, const struct reply *r);

#endif
