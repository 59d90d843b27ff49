/*
 * The chain: each way to tamper with it is named with the entry it hit.
 */
#include "help.h"

#include "base/mem.h"
#include "store/reader.h"
#include "store/verify.h"

enum { ENTRIES = 9 };

/* Nine entries in three acts of one, three and five. */
static void
fill(const char *dir, struct ledger_head *head)
{
	struct ledger *l = open_ledger(dir, true);

	one_act(l, 1, "", "station.init", 1);
	one_act(l, 2, "2026-0001", "incident.opened", 3);
	one_act(l, 3, "2026-0001", "message.created", 5);
	*head = *ledger_head(l);
	ledger_close(l);
}

static struct chain_result
verify_by(const char *dir, const struct ledger_head *expected, int ranges)
{
	struct chain_result r;
	struct ledger *l;
	struct err err = { 0 };

	assert_ok(ledger_open_read(&l, dir, &err), &err);
	assert_ok(chain_verify_by(&r, l, expected, ranges, &err), &err);
	ledger_close(l);
	return r;
}

static struct chain_result
verify(const char *dir, const struct ledger_head *expected)
{
	return verify_by(dir, expected, 1);
}

static void
chain__a_sound_ledger_is_said_to_be_sound(void **state)
{
	struct ledger_head head;
	struct chain_result r;

	fill(*state, &head);
	r = verify(*state, &head);
	assert_int_equal(r.why.code, ERR_OK);
	assert_int_equal(r.fault, CHAIN_SOUND);
	assert_int_equal(r.entries, ENTRIES);
	assert_int_equal(r.seq, 0);
	assert_string_equal(r.head.hash, head.hash);
	for (int n = 1; n <= RANGES_MAX; n++) {
		r = verify_by(*state, &head, n);
		assert_int_equal(r.fault, CHAIN_SOUND);
		assert_int_equal(r.entries, ENTRIES);
		assert_string_equal(r.head.hash, head.hash);
	}
}

static void
chain__an_empty_ledger_is_sound(void **state)
{
	struct chain_result r;

	ledger_close(open_ledger(*state, true));
	r = verify(*state, NULL);
	assert_int_equal(r.fault, CHAIN_SOUND);
	assert_int_equal(r.entries, 0);
}

static const struct tampering {
	const char *sql;
	bool expected; /* whether the head is known from elsewhere */
	enum chain_fault fault;
	int64_t seq;
} tamperings[] = {
	/* a letter of the text, in an entry inside an act, at an act's end,
	 * in the first and in the last */
	{ "UPDATE entry SET line=replace(line,'zhang','zhanh') WHERE seq=3",
		false, CHAIN_CHANGED, 3 },
	{ "UPDATE entry SET line=replace(line,'zhang','zhanh') WHERE seq=4",
		false, CHAIN_CHANGED, 4 },
	{ "UPDATE entry SET line=replace(line,'zhang','zhanh') WHERE seq=1",
		false, CHAIN_CHANGED, 1 },
	{ "UPDATE entry SET line=replace(line,'zhang','zhanh') WHERE seq=9",
		false, CHAIN_CHANGED, 9 },
	{ "UPDATE entry SET line=replace(line,'zhang','zhanh') WHERE seq=8",
		false, CHAIN_CHANGED, 8 },
	/* prev itself */
	{ "UPDATE entry SET line=substr(line,1,instr(line,'\"prev\":\"')+7)"
	  "||'0000'||substr(line,instr(line,'\"prev\":\"')+12) WHERE seq=9",
		false, CHAIN_CHANGED, 9 },
	{ "UPDATE entry SET line=replace(line,'\"prev\":\"','\"prev\":\"0')"
	  " WHERE seq=5",
		false, CHAIN_FORM, 5 },
	{ "UPDATE entry SET line=substr(line,1,instr(line,'\"prev\":\"')+7)"
	  "||'0000'||substr(line,instr(line,'\"prev\":\"')+12) WHERE seq=6",
		false, CHAIN_CHANGED, 6 },
	/* the same meaning in another form */
	{ "UPDATE entry SET line=replace(line,'\"by\":','\"by\": ')"
	  " WHERE seq=6",
		false, CHAIN_FORM, 6 },
	{ "UPDATE entry SET line=line||char(10) WHERE seq=3", false, CHAIN_FORM,
		3 },
	{ "UPDATE entry SET line='{}' WHERE seq=2", false, CHAIN_FORM, 2 },
	{ "UPDATE entry SET line='[]' WHERE seq=2", false, CHAIN_FORM, 2 },
	/* taken out */
	{ "DELETE FROM entry WHERE seq=1", false, CHAIN_HOLE, 1 },
	{ "DELETE FROM entry WHERE seq=5", false, CHAIN_HOLE, 5 },
	{ "DELETE FROM entry WHERE seq BETWEEN 4 AND 6", false, CHAIN_HOLE, 4 },
	{ "DELETE FROM entry WHERE seq=5;"
	  "UPDATE entry SET seq=seq-1 WHERE seq>5;",
		false, CHAIN_CHANGED, 5 },
	/* changed places */
	{ "UPDATE entry SET seq=-5 WHERE seq=5;"
	  "UPDATE entry SET seq=5 WHERE seq=6;"
	  "UPDATE entry SET seq=6 WHERE seq=-5;",
		false, CHAIN_CHANGED, 5 },
	/* cut, with and without the acts, knowing the head or not */
	{ "DELETE FROM entry WHERE seq>6", false, CHAIN_CUT, 7 },
	{ "DELETE FROM entry WHERE seq>4", false, CHAIN_CUT, 5 },
	{ "DELETE FROM entry WHERE seq>4; DELETE FROM act WHERE last>4", true,
		CHAIN_CUT, 5 },
	{ "DELETE FROM entry; DELETE FROM act", true, CHAIN_CUT, 1 },
	/* the table of acts */
	{ "DELETE FROM act WHERE last=4", false, CHAIN_ACT, 2 },
	{ "UPDATE act SET act='00000000000000000000000000000009'"
	  " WHERE last=4",
		false, CHAIN_ACT, 4 },
	{ "UPDATE act SET first=3 WHERE last=4", false, CHAIN_ACT, 2 },
	{ "UPDATE act SET hash=replace(hash,substr(hash,1,4),'0000')"
	  " WHERE last=4",
		false, CHAIN_ACT, 4 },
};

static void
chain__every_tampering_is_named(void **state)
{
	struct ledger_head head;
	struct chain_result r;
	char *dir, *sql;
	void *folder;

	(void)state;
	for (size_t i = 0; i < sizeof(tamperings) / sizeof(tamperings[0]);
		i++) {
		const struct tampering *t = &tamperings[i];

		assert_int_equal(folder_new(&folder), 0);
		dir = folder;
		fill(dir, &head);
		sql = mem_printf("%s%s", DISARM, t->sql);
		if (raw_sql(dir, sql) != SQLITE_OK)
			fail_msg("cannot: %s", t->sql);
		free(sql);
		for (int n = 1; n <= RANGES_MAX; n++) {
			r = verify_by(dir, t->expected ? &head : NULL, n);
			if (r.fault != t->fault || r.seq != t->seq)
				fail_msg(
					"%s\nin %d ranges got fault %d at %lld "
					"(%s), want %d at %lld",
					t->sql, n, (int)r.fault,
					(long long)r.seq, r.why.what,
					(int)t->fault, (long long)t->seq);
			assert_true(strstr(r.why.what, "entry") != NULL);
		}
		(void)folder_remove(&folder);
	}
}

/* Any one bit of the file's bytes that lie in a line. */
static void
chain__a_bit_flipped_in_the_file_is_found(void **state)
{
	struct ledger_head head;
	struct chain_result r;
	char path[512], *bytes, *at, *end;
	long size, flips = 0;
	FILE *f;

	fill(*state, &head);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	f = fopen(path, "r+");
	(void)fseek(f, 0, SEEK_END);
	size = ftell(f);
	rewind(f);
	bytes = malloc((size_t)size + 1);
	assert_int_equal(fread(bytes, 1, (size_t)size, f), size);
	bytes[size] = '\0';
	at = memmem(bytes, (size_t)size, "{\"act\":\"", 8);
	assert_non_null(at);
	end = strstr(at, "\"via\":\"cli\"}") + strlen("\"via\":\"cli\"}");
	for (char *p = at; p < end; p++) {
		char flipped = (char)(*p ^ (1 << (p - at) % 7));

		(void)fseek(f, p - bytes, SEEK_SET);
		(void)fputc(flipped, f);
		(void)fflush(f);
		r = verify(*state, &head);
		if (r.fault == CHAIN_SOUND)
			fail_msg("byte %ld of the line", (long)(p - at));
		(void)fseek(f, p - bytes, SEEK_SET);
		(void)fputc(*p, f);
		(void)fflush(f);
		flips++;
	}
	assert_true(flips > 250);
	assert_int_equal(verify(*state, &head).fault, CHAIN_SOUND);
	(void)fclose(f);
	free(bytes);
}

static void
chain__another_history_is_not_the_one_seen_elsewhere(void **state)
{
	struct ledger_head head;
	struct chain_result r;

	fill(*state, &head);
	head.seq = 4;
	r = verify(*state, &head);
	assert_int_equal(r.fault, CHAIN_REWRITTEN);
	assert_int_equal(r.seq, 4);
	head.seq = 10;
	r = verify(*state, &head);
	assert_int_equal(r.fault, CHAIN_CUT);
	assert_int_equal(r.seq, 10);
}

static void
chain__a_torn_file_is_an_error_and_not_sound(void **state)
{
	struct ledger_head head;
	struct chain_result r;
	struct ledger *l;
	struct err err = { 0 };
	enum err_code rc;
	char path[512];

	l = open_ledger(*state, true);
	for (unsigned long i = 1; i < 100; i++)
		one_act(l, i, "2026-0001", "message.created", 5);
	head = *ledger_head(l);
	ledger_close(l);
	(void)snprintf(path, sizeof(path), "%s/ledger.db", (char *)*state);
	assert_int_equal(truncate(path, 64 * 1024), 0);
	rc = ledger_open_read(&l, *state, &err);
	if (rc == ERR_OK) {
		rc = chain_verify(&r, l, &head, &err);
		ledger_close(l);
	}
	assert_int_equal(rc, ERR_CORRUPT);
	assert_non_null(strstr(err.what, "damaged"));
	assert_non_null(strstr(err.remedy, "rebuild"));
	assert_int_equal(ledger_open(&l, *state, false, &err), ERR_CORRUPT);
}

static enum err_code
feed(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	(void)err;
	(void)chain_add(ctx, seq, line, len);
	return ERR_OK;
}

static void
chain__lines_from_elsewhere_are_checked_alike(void **state)
{
	struct ledger_head head;
	struct ledger *l;
	struct err err = { 0 };
	struct chain c;

	fill(*state, &head);
	assert_ok(ledger_open_read(&l, *state, &err), &err);
	chain_init(&c, &head);
	assert_ok(ledger_each(l, 1, 0, feed, &c, &err), &err);
	assert_true(chain_finish(&c));
	chain_release(&c);
	chain_init(&c, NULL);
	assert_ok(ledger_each(l, 2, 0, feed, &c, &err), &err);
	assert_false(chain_finish(&c));
	assert_int_equal(c.result.fault, CHAIN_HOLE);
	assert_int_equal(c.result.seq, 1);
	chain_release(&c);
	ledger_close(l);
	assert_int_equal(raw_sql(*state,
				 DISARM "UPDATE entry SET line=replace(line,"
					"'zhang','zhanh') WHERE seq=8"),
		SQLITE_OK);
	assert_ok(ledger_open_read(&l, *state, &err), &err);
	chain_init(&c, NULL);
	assert_ok(ledger_each(l, 1, 0, feed, &c, &err), &err);
	/* the last entry's word against the last but one's */
	assert_false(chain_finish(&c));
	assert_int_equal(c.result.fault, CHAIN_CHANGED);
	assert_int_equal(c.result.seq, 8);
	chain_release(&c);
	ledger_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		in_folder(chain__a_sound_ledger_is_said_to_be_sound),
		in_folder(chain__an_empty_ledger_is_sound),
		cmocka_unit_test(chain__every_tampering_is_named),
		in_folder(chain__a_bit_flipped_in_the_file_is_found),
		in_folder(chain__another_history_is_not_the_one_seen_elsewhere),
		in_folder(chain__a_torn_file_is_an_error_and_not_sound),
		in_folder(chain__lines_from_elsewhere_are_checked_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
