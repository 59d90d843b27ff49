/*
 * What lies on an exchange or comes by stick, on any bytes. The first byte
 * chooses: a letter's line, a body, a card, a spare key from paper, a box. What
 * is read says the same when it is written again; nothing is signed that nobody
 * signed.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "letter/body.h"
#include "tests/fuzz/text.h"
#include "tests/letter/rig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The fuzzer has no key of the city but what seeds hold: those are taken. */
static void
fuzz_line(const char *text, size_t len)
{
	struct rig city = rig_new("city", 1), county = rig_new("county", 2);
	struct letter_sender sender = { .id = "city",
		.unit = "",
		.state = PARTNER_ACTIVE,
		.may = (1U << LETTER_KINDS) - 1,
		.key = &city.pub };
	struct letter_bench b = { .own_id = "county",
		.keys = &county.seal,
		.key_count = 1,
		.sender = &sender,
		.memory = { rig_nothing_at, rig_nothing_has, NULL } };
	struct letter_verdict v;
	struct letter l;
	char *again;

	if (letter_parse(&l, text, len, NULL) != ERR_OK)
		return;
	again = doc_format(l.doc);
	assert(strncmp(again, text, strlen(again)) == 0);
	free(again);
	(void)letter_judge(&v, &l, &b, NULL);
	assert(v.outcome != LETTER_TAKEN || letter_is_intact(&l));
	letter_verdict_release(&v);
	letter_release(&l);
}

static void
fuzz_body(const char *text, size_t len)
{
	enum letter_kind kind;
	json_t *body = NULL;
	char *again;

	if (body_parse(&body, &kind, text, len, NULL) != ERR_OK)
		return;
	again = doc_format(body);
	assert(strlen(again) == len && memcmp(again, text, len) == 0);
	free(again);
	json_decref(body);
}

static void
fuzz_card(const char *text, size_t len)
{
	struct card card, again;
	json_t *doc;

	if (card_parse(&card, text, len, NULL) != ERR_OK)
		return;
	doc = card_doc(&card);
	assert(card_read(&again, doc, NULL) == ERR_OK);
	json_decref(doc);
}

static void
fuzz_spare(const char *text)
{
	unsigned char seed[SSHSIG_SEED], again[SSHSIG_SEED];
	char paper[SPARE_TEXT];

	if (spare_parse(seed, text, NULL) != ERR_OK)
		return;
	spare_format(paper, seed);
	assert(spare_parse(again, paper, NULL) == ERR_OK);
	assert(memcmp(seed, again, sizeof(seed)) == 0);
}

static void
fuzz_box(const uint8_t *data, size_t size)
{
	unsigned char key[BOX_KEY] = { 1 };
	char *body = NULL;
	size_t len;

	assert(!box_open(&body, &len, key, data, size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);

	if (text == NULL)
		return 0;
	switch (data[0] % 5) {
	case 0:
		fuzz_line(text, size - 1);
		break;
	case 1:
		fuzz_body(text, size - 1);
		break;
	case 2:
		fuzz_card(text, size - 1);
		break;
	case 3:
		fuzz_spare(text);
		break;
	default:
		fuzz_box(data + 1, size - 1);
		break;
	}
	free(text);
	return 0;
}
