/*
 * Rules of the test's own, so that what the shipped ones find is no matter:
 * T-01 and T-04 block, T-02 asks for a reason, T-03 blocks and cannot be
 * suspended, all shown to the wording gate; and slots whose impact is a given text.
 */
#ifndef CRIER_TESTS_DOMAIN_WAIVERS_H
#define CRIER_TESTS_DOMAIN_WAIVERS_H

#include "tests/domain/scene.h"

#define BLOCKED "甲乙丙"
#define QUESTIONED "丁戊己"
#define FORBIDDEN "庚辛壬"
#define BLOCKED_TOO "癸子丑"

#define TEST_RULES                                                             \
	"\n  - id: T-01\n"                                                     \
	"    severity: block\n"                                                \
	"    gate: wording\n"                                                  \
	"    reads: [text]\n"                                                  \
	"    match: {pattern: 甲乙丙}\n"                                    \
	"    suspendable: true\n"                                              \
	"    citation: a test\n"                                               \
	"    what: {zh: 甲, en: a block}\n"                                   \
	"    mend: {zh: 改, en: mend it}\n"                                   \
	"\n  - id: T-02\n"                                                     \
	"    severity: reason\n"                                               \
	"    gate: wording\n"                                                  \
	"    reads: [text]\n"                                                  \
	"    match: {pattern: 丁戊己}\n"                                    \
	"    citation: a test\n"                                               \
	"    what: {zh: 丁, en: a question}\n"                                \
	"    mend: {zh: 改, en: mend it}\n"                                   \
	"\n  - id: T-03\n"                                                     \
	"    severity: block\n"                                                \
	"    gate: wording\n"                                                  \
	"    reads: [text]\n"                                                  \
	"    match: {pattern: 庚辛壬}\n"                                    \
	"    citation: a test\n"                                               \
	"    what: {zh: 庚, en: a secret}\n"                                  \
	"    mend: {zh: 改, en: mend it}\n"                                   \
	"\n  - id: T-04\n"                                                     \
	"    severity: block\n"                                                \
	"    gate: wording\n"                                                  \
	"    reads: [text]\n"                                                  \
	"    match: {pattern: 癸子丑}\n"                                    \
	"    suspendable: true\n"                                              \
	"    citation: a test\n"                                               \
	"    what: {zh: 癸, en: another block}\n"                             \
	"    mend: {zh: 改, en: mend it}\n"

/* And the first notice approved beforehand by this hash, or by none (""); it
 * may promise the next update as late as somebody likes. */
static inline struct library *
ruled_library(const char *hash)
{
	char approved[200];
	struct edit edits[] = { { "rules/lint.yaml", "", TEST_RULES },
		{ "rainstorm-flood/playbook.yaml", "kinds:\n  truth:\n",
			approved },
		{ "rules/lint.yaml", "  - id: L-19f\n",
			"    kinds: [closing]\n" } };

	(void)snprintf(approved, sizeof(approved),
		"    approved: {by: 王, on: 2026-01-01, until: 2026-12-31, "
		"zh: %s}\n",
		*hash ? hash : "none");
	return edited_library(edits, 3);
}

/* The same with the hash that fits. */
static inline struct library *
locked_library(void)
{
	struct library *lib = ruled_library(""), *locked;

	locked = ruled_library(playbook_find(lib, "rainstorm-flood")
				       ->kinds[KIND_TRUTH]
				       .fixed[LANG_ZH]);
	library_free(lib);
	return locked;
}

static inline json_t *
said_doc(const struct scene *s, int n, const char *rule, const char *reason)
{
	return json_pack("{s:s,s:s,s:s}", "message", scene_message(s, n)->id,
		"rule", rule, "reason", reason);
}

/* Message 1 with this text in its impact. */
static inline void
scene_write_impact(struct scene *s, const char *text)
{
	json_t *slots = scene_slots();

	doc_put_str(slots, "impact", text);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			"truth", "slots", slots));
}

#endif
