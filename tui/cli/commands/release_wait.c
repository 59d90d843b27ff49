/*
 * Asks the station again and again, for a bounded time. What is still open then
 * is said as that, with the status of an unknown.
 */
#include "tui/cli/commands/release_wait.h"

#include <string.h>
#include <sysexits.h>

#include "base/doc.h"
#include "crier/delivery.h"
#include "tui/cli/show.h"
#include "tui/pages/i18n.h"
#include "tui/pages/say.h"

enum {
	ARM_MS = 60000,
	FIRE_MS = 150000, /* nothing starts after two minutes */
	LOOK_MS = 60000, /* look-ups and polls, once nothing else is out */
	READ_MS = 15000 /* read-backs */
};

/* What a state says to a script, the gravest first. */
static const struct {
	enum delivery_state state;
	int status;
} statuses[] = {
	{ DELIVERY_UNKNOWN, EXIT_UNKNOWN },
	{ DELIVERY_SENDING, EXIT_UNKNOWN },
	{ DELIVERY_ACCEPTED, EXIT_UNKNOWN },
	{ DELIVERY_FAILED, EXIT_NOT_DONE },
	{ DELIVERY_REFUSED, EXIT_NOT_DONE },
	{ DELIVERY_HALTED, EXIT_NOT_DONE },
	{ DELIVERY_PLANNED, EXIT_NOT_DONE },
	{ DELIVERY_PREPARED, EXIT_NOT_DONE },
	{ DELIVERY_DUE, EXIT_NOT_DONE },
	{ DELIVERY_RETRY, EXIT_NOT_DONE },
	{ DELIVERY_DIFFERS, EXIT_DIFFERS },
	{ DELIVERY_HUMAN, EXIT_BY_HAND },
};

static size_t
count_in(const json_t *deliveries, enum delivery_state state)
{
	const char *word = delivery_row(state)->word;
	size_t n = 0, i;
	const json_t *d;

	json_array_foreach(deliveries, i, d)
	{
		n += strcmp(doc_str(d, "state"), word) == 0;
	}
	return n;
}

static int
outcome_status(const json_t *deliveries)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (count_in(deliveries, statuses[i].state) > 0)
			return statuses[i].status;
	return EX_OK;
}

static enum err_code
ask_released(json_t **m, struct cli *c, const char *id, struct err *err)
{
	json_t *fields = json_object();

	doc_put_str(fields, "message", id);
	return cli_ask(m, c, "message.show", fields, err);
}

/* ---- arm ---- */

static void
print_gaps(const struct cli *c, const json_t *deliveries)
{
	size_t i, open = count_in(deliveries, DELIVERY_PLANNED);
	const json_t *d;

	if (c->json)
		return;
	json_array_foreach(deliveries, i, d)
	{
		if (strcmp(doc_str(d, "state"),
			    delivery_row(DELIVERY_GAP)->word) == 0)
			print_line(_("! gap: %s: %s"), doc_str(d, "account"),
				doc_str(d, "detail"));
	}
	if (open > 0)
		print_line(say_n("! %zu account is still being prepared",
				   "! %zu accounts are still being prepared",
				   (long)open),
			open);
}

int
release_wait_armed(struct cli *c, const char *message)
{
	struct err err = { 0 };
	json_t *m = NULL, *deliveries;
	int64_t waited = 0;
	int status = EX_OK;

	while (ask_released(&m, c, message, &err) == ERR_OK &&
		strcmp(doc_str(m, "state"), "arming") == 0 && waited < ARM_MS) {
		json_decref(m);
		m = NULL;
		waited += cli_pause();
	}
	if (m == NULL)
		return cli_fail(c, &err);
	deliveries = doc_get(m, "deliveries");
	print_gaps(c, deliveries);
	if (count_in(deliveries, DELIVERY_GAP) +
			count_in(deliveries, DELIVERY_PLANNED) >
		0)
		status = EXIT_NOT_DONE;
	json_decref(m);
	return status;
}

/* ---- fire ---- */

static bool
account_can(const json_t *accounts, const char *id, const char *what)
{
	return doc_list_has(
		doc_get(doc_find(doc_get(accounts, "rows"), "id", id), "can"),
		what);
}

/* Is any in this state that its platform can still tell more of? */
static bool
any_that_can(const json_t *deliveries, const json_t *accounts,
	enum delivery_state state, const char *what)
{
	const json_t *d;
	size_t i;

	json_array_foreach(deliveries, i, d)
	{
		if (strcmp(doc_str(d, "state"), delivery_row(state)->word) ==
				0 &&
			account_can(accounts, doc_str(d, "account"), what))
			return true;
	}
	return false;
}

/* How long it is worth waiting for what is open now; 0: all is known. */
static int64_t
still_worth(const json_t *deliveries, const json_t *accounts)
{
	static const enum delivery_state going[] = { DELIVERY_PLANNED,
		DELIVERY_PREPARED, DELIVERY_DUE, DELIVERY_SENDING,
		DELIVERY_RETRY };

	for (size_t i = 0; i < sizeof(going) / sizeof(going[0]); i++)
		if (count_in(deliveries, going[i]) > 0)
			return FIRE_MS;
	if (count_in(deliveries, DELIVERY_ACCEPTED) > 0 ||
		any_that_can(deliveries, accounts, DELIVERY_UNKNOWN, "lookup"))
		return LOOK_MS;
	return any_that_can(
		       deliveries, accounts, DELIVERY_PUBLISHED, "readback")
		? READ_MS
		: 0;
}

static void
print_outcomes(const struct cli *c, json_t *deliveries)
{
	json_t *doc;

	if (!c->json) {
		show_deliveries(c, deliveries);
		return;
	}
	doc = json_object();
	doc_put(doc, "deliveries", json_incref(deliveries));
	print_doc(doc);
	json_decref(doc);
}

int
release_wait_outcomes(struct cli *c, const char *message)
{
	struct err err = { 0 };
	json_t *accounts = NULL, *m = NULL, *deliveries;
	int64_t waited = 0, worth, before = 0;
	int status;

	if (cli_ask(&accounts, c, "account.list", NULL, &err) != ERR_OK)
		return cli_fail(c, &err);
	while (ask_released(&m, c, message, &err) == ERR_OK) {
		worth = still_worth(doc_get(m, "deliveries"), accounts);
		if (worth != before) /* what is open is another kind of thing */
			waited = 0;
		before = worth;
		if (waited >= worth)
			break;
		json_decref(m);
		m = NULL;
		waited += cli_pause();
	}
	json_decref(accounts);
	if (m == NULL)
		return cli_fail(c, &err);
	deliveries = doc_get(m, "deliveries");
	print_outcomes(c, deliveries);
	status = outcome_status(deliveries);
	json_decref(m);
	return status;
}
