/*
 * Reads the files of rules/ into a struct rules. Part of reading a library
 * (playbook.h); not for others.
 */
#ifndef CRIER_DOMAIN_LIBRARY_RULES_PARSE_H
#define CRIER_DOMAIN_LIBRARY_RULES_PARSE_H

#include "domain/library/playbook.h"
#include "words/yaml_schema.h"
#include "words/sets.h"

const char *from_word_at(int i); /* FROM_ bits */
enum { FROM_WORDS = 8 };
#define ALL_TOPICS UINT32_MAX

/* Makes room for the rows of a list; reads the i-th of them. */
typedef void rules_start_fn(struct rules *out, struct pool *pool, size_t rows);
typedef void rules_row_fn(struct rules *out, struct yaml_reader *r,
	const struct yaml *node, size_t i);

/* Organs, topics, tiers and who gets which: rules_tiers.c. */
extern const struct field rules_organ_fields[5], rules_topic_fields[2],
	rules_tier_fields[7], rules_choice_fields[8];
rules_start_fn organs_start, topics_start, tiers_start, choices_start;
rules_row_fn organ_row, topic_row, tier_row, choice_row;

/* Platforms, and how receivers say no: rules_platforms.c. */
enum { RULES_PLATFORM_FIELDS = 25, RULES_ANSWER_FIELDS = 8 };
extern const struct field rules_platform_fields[RULES_PLATFORM_FIELDS],
	rules_answer_fields[RULES_ANSWER_FIELDS];
rules_start_fn platforms_start, answers_start;
rules_row_fn platform_row, answer_row;

/* From how many on an incident is of a level: rules_levels.c. */
extern const struct field rules_level_fields[8];
rules_start_fn levels_start;
rules_row_fn level_row;

/* What stations of each rank may send us, when an order rings, when sealing
 * keys change: rules_partners.c. */
enum { RULES_PARTNER_FIELDS = 6, RULES_RING_FIELDS = 2, RULES_SEAL_FIELDS = 3 };
extern const struct field rules_partner_fields[RULES_PARTNER_FIELDS],
	rules_ring_fields[RULES_RING_FIELDS],
	rules_seal_fields[RULES_SEAL_FIELDS];
rules_start_fn partners_start, rings_start, seals_start;
rules_row_fn partner_row, ring_row, seal_row;

/* The register of accounts: rules_register.c. */
extern const struct field rules_register_fields[12], rules_health_fields[11],
	rules_announce_fields[3], rules_round_fields[3];
rules_start_fn registers_start, healths_start, announce_start,
	round_start_rules;
rules_row_fn register_row, health_row, announce_row, round_row;

/* Impostors: rules_impostors.c. */
extern const struct field rules_impostor_fields[10], rules_warning_fields[2];
rules_start_fn impostors_start, warning_start;
rules_row_fn impostor_rule_row, warning_row;

/* Posts by other tools: rules_watch.c. */
extern const struct field rules_watch_fields[6];
rules_start_fn watches_start;
rules_row_fn watch_row;

/* What the public writes: rules_comments.c. */
extern const struct field rules_comment_fields[11], rules_workday_fields[3];
rules_start_fn comments_start, workdays_start;
rules_row_fn comment_rule_row, workday_row;

/* What offices hand in for an account: rules_forms.c. */
extern const struct field rules_form_fields[10];
rules_start_fn forms_start;
rules_row_fn form_row;

/* The monthly self-check: rules_selfcheck.c. */
extern const struct field rules_sample_fields[2], rules_counted_fields[3],
	rules_veto_fields[7];
rules_start_fn sample_start, counteds_start, vetoes_start;
rules_row_fn sample_row, counted_row, veto_row;

/* Of a row of platforms.yaml: rules_quotas.c. */
const char **
rules_when(size_t *count, struct yaml_reader *r, const struct yaml *node);
void rules_quotas(
	struct platform *p, struct yaml_reader *r, const struct yaml *node);
void
rules_avoid(struct platform *p, struct yaml_reader *r, const struct yaml *node);

/* Faults go to `faults`; `out` is whole only if there are none. */
void rules_parse(struct rules *out, struct pool *pool,
	const struct library_file *files, size_t count, struct faults *faults);

#endif
