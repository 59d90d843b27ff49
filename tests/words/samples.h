/*
 * A refusal of each row with an argument of every kind, in a language.
 */
#ifndef CRIER_TESTS_WORDS_SAMPLES_H
#define CRIER_TESTS_WORDS_SAMPLES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "crier/refusal.h"

static const struct both someone = BOTH("Li", "李法制");

/* What is the same in every language. */
static inline struct arg
sample_typed(enum arg_type type)
{
	static const struct {
		enum arg_type type;
		struct arg (*make)(const char *text);
		const char *text;
	} rows[] = { { ARG_ID, arg_id, "2026-0001/1" },
		{ ARG_WORD, arg_word, "wording.1" },
		{ ARG_PATH, arg_path, "/srv/crier" },
		{ ARG_URL, arg_url, "https://example.gov.cn/1" },
		{ ARG_USER, arg_user, "user1" },
		{ ARG_PHONE, arg_phone, "0000-1005" },
		{ ARG_PRINT, arg_print, "SHA256:abc" },
		{ ARG_DIGEST, arg_digest, "075cfaa72d8195aa075cfaa72d8195aa" },
		{ ARG_WORDS, arg_words, "a.1, b.2" } };
	size_t n = 0;

	while (rows[n].type != type)
		n++;
	return rows[n].make(rows[n].text);
}

static inline struct arg
sample_officers(enum lang lang)
{
	struct arg list = arg_officers();

	(void)arg_officers_add(&list, "zhou", someone.in[lang], "0000-1005");
	(void)arg_officers_add(&list, "wu", someone.in[lang], "0000-1006");
	return list;
}

/* An argument of each kind, as it may stand in any row. */
static inline struct arg
sample(enum arg_type type, enum lang lang)
{
	const struct both agency = BOTH("the fire brigade", "消防救援大队");
	struct arg fields = arg_fields();

	switch (type) {
	case ARG_END:
	case ARG_TYPES:
	case ARG_OFFICERS:
		break;
	case ARG_ID:
	case ARG_WORD:
	case ARG_PATH:
	case ARG_URL:
	case ARG_USER:
	case ARG_PHONE:
	case ARG_PRINT:
	case ARG_DIGEST:
	case ARG_WORDS:
		return sample_typed(type);
	case ARG_TEXT:
		return arg_text(lang == LANG_ZH ? "随手写的" : "as typed");
	case ARG_TIME:
		return arg_time(INT64_C(1784615400000), 480);
	case ARG_COUNT:
		return arg_count(3);
	case ARG_BYTES:
		return arg_bytes(1000);
	case ARG_FIELDS:
		(void)arg_fields_add(&fields, "slot.1", &agency);
		(void)arg_fields_add(&fields, "slot.2", &agency);
		return fields;
	case ARG_ROLES:
		return arg_roles(ROLE_BIT(ROLE_SECRECY) | ROLE_BIT(ROLE_HEAD));
	case ARG_GATE:
		return arg_gate(GATE_CONFIDENTIALITY);
	case ARG_GATES:
		return arg_gates(1U << GATE_LEGAL | 1U << GATE_WORDING);
	case ARG_STAGE:
		return arg_stage(STAGE_FINAL);
	case ARG_STATE:
		return arg_state(MESSAGE_ARMED);
	case ARG_ACT:
		return arg_act(ACT_APPROVE);
	case ARG_KIND:
		return arg_kind(KIND_TRUTH);
	case ARG_NOUN:
		return arg_noun(NOUN_MESSAGE);
	case ARG_FIELD:
		return arg_slot("slot.1", &agency);
	case ARG_OFFICER:
		return arg_officer("li", someone.in[lang], "0000-1007");
	case ARG_ACCOUNT:
		return arg_account(
			"weibo.1", lang == LANG_ZH ? "云溪发布" : "Yunxi News");
	case ARG_NAMED:
		return arg_named("fire.1", &agency);
	case ARG_SENTENCE:
		return ARG_BOTH("it is not finished", "尚未完成");
	}
	return sample_officers(lang);
}

static inline void
refuse_sample(struct err *err, enum refusal refusal, enum lang lang)
{
	const enum arg_type *types = refusal_args(refusal);
	struct arg args[ERR_ARGS + 1] = { { .kind = NULL } };

	for (int n = 0; types[n] != ARG_END; n++)
		args[n] = sample(types[n], lang);
	(void)refuse(err, refusal, "", args);
}

#endif
