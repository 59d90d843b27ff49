/*
 * Letters on standard input and output, for tests that write them in another
 * language:
 *
 *	post write N		N letters of station 1 (city) to station 2
 *				(county), one a line
 *	post judge [drill]	judges letters of the city as the county does,
 *				and says a line for each: what came of it, and
 *				the refusal's word or the kind
 *	post card		the city's card in both forms, a line each
 *	post paper		its spare key on paper
 *	post leak KEY		a letter of the city to the county, sealed to
 *				this key, with what no officer may write, and
 *				a halt with it
 *
 * The stations' keys are those of rig.h.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/letter/rig.h"

enum { POST_MAX = 1000 };

struct post {
	struct letter_volume volume;
	char hash[POST_MAX][HASH_HEX];
	int64_t vol[POST_MAX], seq[POST_MAX];
	size_t count;
};

static const char *const outcomes[LETTER_OUTCOMES] = {
	[LETTER_TAKEN] = "taken",
	[LETTER_PASSED] = "passed",
	[LETTER_KNOWN] = "known",
	[LETTER_WAITS] = "waits",
	[LETTER_HALTS] = "halts",
	[LETTER_FORKED] = "forked",
	[LETTER_REFUSED] = "refused",
};

static bool
post_at(void *ctx, char hash[HASH_HEX], int64_t vol, int64_t seq)
{
	const struct post *p = ctx;

	for (size_t i = 0; i < p->count; i++)
		if (p->vol[i] == vol && p->seq[i] == seq) {
			fixed_set(hash, HASH_HEX, p->hash[i]);
			return true;
		}
	return false;
}

static bool
post_has(void *ctx, const char *hash)
{
	const struct post *p = ctx;

	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->hash[i], hash) == 0)
			return true;
	return false;
}

static void
post_say(const struct letter_verdict *v, const struct err *err)
{
	const char *said = err->id;

	if (v->outcome == LETTER_TAKEN || v->outcome == LETTER_HALTS)
		said = letter_kind_row(v->kind)->word;
	printf("%s%s%s\n", outcomes[v->outcome], *said ? " " : "", said);
}

static void
post_judge_line(struct post *p, const struct letter_bench *b, const char *line)
{
	struct err err = { .code = ERR_OK };
	struct letter_verdict v;
	struct letter l;

	if (letter_parse(&l, line, strlen(line), &err) != ERR_OK) {
		printf("dirt %s\n", err.id);
		return;
	}
	(void)letter_judge(&v, &l, b, &err);
	post_say(&v, &err);
	p->volume = letter_volume_after(&p->volume, &l, &v);
	if (v.moves && p->count < POST_MAX) {
		FIXED_SET(p->hash[p->count], l.hash);
		p->vol[p->count] = l.vol;
		p->seq[p->count++] = l.seq;
	}
	letter_verdict_release(&v);
	letter_release(&l);
}

static int
post_judge(bool drill)
{
	struct rig city = rig_new("city", 1), county = rig_new("county", 2);
	struct letter_sender sender = { .id = "city",
		.unit = "City",
		.state = PARTNER_ACTIVE,
		.rank = RANK_SUPERIOR,
		.may = (1U << LETTER_KINDS) - 1,
		.key = &city.pub };
	struct post *p = mem_new(sizeof(*p));
	size_t room = 0;
	char *line = NULL;

	while (getline(&line, &room, stdin) > 0) {
		struct letter_bench b = { .own_id = "county",
			.keys = &county.seal,
			.key_count = 1,
			.drill = drill,
			.sender = &sender,
			.volume = p->volume,
			.memory = { post_at, post_has, p } };

		post_judge_line(p, &b, line);
	}
	free(line);
	free(p);
	return 0;
}

static int
post_leak(const char *seal)
{
	struct rig city = rig_new("city", 1), county = { .id = "county" };
	struct letter_sealed s;
	json_t *halt;

	if (seal_key_parse(county.seal.pub, seal, NULL) != ERR_OK)
		return 64;
	s = rig_send(&city, &county, rig_ask("请与王某联系：13912345678。"));
	fputs(s.text, stdout);
	letter_sealed_release(&s);
	halt = rig_halt();
	doc_put_str(halt, "reason", "数字有误，问王某13912345678");
	s = rig_send(&city, &county, halt);
	fputs(s.text, stdout);
	letter_sealed_release(&s);
	return 0;
}

static int
post_write(long count)
{
	struct rig city = rig_new("city", 1), county = rig_new("county", 2);
	char *text = mem_new(200000);

	for (long i = 0; i < count; i++) {
		struct letter_sealed s;

		/* each size of a box */
		memset(text, 'x', (size_t)1 << (i % 8 * 2 + 2));
		text[(size_t)1 << (i % 8 * 2 + 2)] = '\0';
		s = rig_send(&city, &county, rig_ask(text));
		fputs(s.text, stdout);
		letter_sealed_release(&s);
	}
	free(text);
	return 0;
}

static int
post_card(void)
{
	struct rig city = rig_new("city", 1);
	struct card card = { .made = RIG_TIME };
	char compact[CARD_COMPACT], *text;

	FIXED_SET(card.id, city.id);
	FIXED_SET(card.unit, "市应急局");
	FIXED_SET(card.phone, "0519-110");
	card.key = city.pub;
	memcpy(card.seal, city.seal.pub, SEAL_KEY);
	memcpy(card.drill_seal, city.seal.pub, SEAL_KEY);
	sshkey_fingerprint(card.spare, &city.pub);
	if (card_make(&text, &card, &city.key, &city.spare, NULL) != ERR_OK ||
		card_make_compact(compact, &card, &city.key, NULL) != ERR_OK)
		return 1;
	printf("%s%s\n", text, compact);
	free(text);
	return 0;
}

static int
post_paper(void)
{
	struct rig city = rig_new("city", 1);
	char text[SPARE_TEXT];

	spare_format(text, city.spare.secret);
	fputs(text, stdout);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "write") == 0)
		return post_write(strtol(argv[2], NULL, 10));
	if (argc >= 2 && strcmp(argv[1], "judge") == 0)
		return post_judge(argc > 2 && strcmp(argv[2], "drill") == 0);
	if (argc == 2 && strcmp(argv[1], "card") == 0)
		return post_card();
	if (argc == 2 && strcmp(argv[1], "paper") == 0)
		return post_paper();
	if (argc == 3 && strcmp(argv[1], "leak") == 0)
		return post_leak(argv[2]);
	fputs("usage: post write N | judge [drill] | card | paper | leak KEY\n",
		stderr);
	return 64;
}
