/*
 * The words for messages: kinds, states, gates, stages. The states of one
 * delivery are in delivery.h. In which states an act is possible is in its row
 * of include/crier/acts: what is not listed there cannot happen.
 */
#ifndef CRIER_MESSAGE_H
#define CRIER_MESSAGE_H

#include <stdbool.h>

#include "base/lang.h"

enum message_kind {
	KIND_TRUTH, /* truth 首发通报 (公布真相) */
	KIND_STANCE, /* stance 表明态度 */
	KIND_REBUTTAL, /* rebuttal 辟谣 */
	KIND_UPDATE, /* update 动态 */
	KIND_CORRECTION, /* correction 更正 */
	KIND_WITHDRAWAL, /* withdrawal 撤回 */
	KIND_CLOSING, /* closing 终止 */
	KIND_REPOST, /* repost 转载: what another organ announced */
	KIND_ANSWER, /* answer 答复: to one of the public, in its thread */
	KIND_COUNT
};

enum message_state {
	MESSAGE_DRAFT, /* being written, or returned by a reviewer */
	MESSAGE_REVIEW, /* submitted: the manifest is fixed, gates open */
	MESSAGE_APPROVED, /* signed: the manifest's digest is approved */
	MESSAGE_SET, /* goes out by itself at the time that two have set */
	MESSAGE_ARMING, /* armed by one officer, accounts being prepared */
	MESSAGE_ARMED, /* prepared everywhere, or with named gaps */
	MESSAGE_FIRED, /* given to the relay, some delivery not settled */
	MESSAGE_RELEASED, /* every delivery has ended one way or the other */
	MESSAGE_STATES
};

enum gate {
	GATE_WORDING,
	GATE_POLICY,
	GATE_LEGAL,
	GATE_CONFIDENTIALITY,
	GATE_POLITICAL,
	GATE_AUTHORITY,
	GATE_COUNT
};

enum stage { STAGE_FIRST, STAGE_SECOND, STAGE_FINAL, STAGE_COUNT };

struct word_row {
	const char *word; /* in acts, entries and files */
	struct both title; /* for people */
};

const struct word_row *message_kind_row(enum message_kind kind);
const struct word_row *message_state_row(enum message_state state);
const struct word_row *gate_row(enum gate gate);
const struct word_row *stage_row(enum stage stage);
bool message_kind_parse(enum message_kind *out, const char *word);
bool message_state_parse(enum message_state *out, const char *word);
bool gate_parse(enum gate *out, const char *word);
bool stage_parse(enum stage *out, const char *word);

#endif
