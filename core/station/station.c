/*
 * Opening, greeting, serving and closing a station.
 */
#include "station/station.h"

#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "domain/judge.h"
#include "link/protocol.h"
#include "record/record.h"
#include "station/acts.h"
#include "station/child.h"
#include "station/clock_trust.h"
#include "station/armed.h"
#include "station/clocks.h"
#include "station/courier_link.h"
#include "station/denials.h"
#include "station/letters.h"
#include "station/env.h"
#include "station/errand.h"
#include "station/held_answer.h"
#include "station/incident_cache.h"
#include "station/ledger_watch.h"
#include "station/login.h"
#include "station/library_cache.h"
#include "station/library_reader.h"
#include "station/mirror_link.h"
#include "station/record_writer.h"
#include "station/round.h"
#include "station/relay_link.h"
#include "station/relay_resume.h"
#include "station/sessions.h"
#include "station/signers.h"
#include "station/state_writer.h"
#include "station/worker.h"
#include "store/projection.h"
#include "words/statement.h"

enum { PATIENCE_MS = 10000 };

enum err_code
station_open(struct station *st, const struct station_options *options,
	struct err *err)
{
	enum err_code rc;

	memset(st, 0, sizeof(*st));
	st->options = *options;
	if (realpath(options->dir, st->dir) == NULL)
		return refuse_errno(err, REFUSE_READ, options->dir);
	office_init(&st->office);
	claim_index_init(&st->claims);
	joint_book_init(&st->joints);
	rc = stores_open(st, err);
	if (rc == ERR_OK && options->single_only && !st->office.single)
		rc = refuse(err, REFUSE_BY_HAND, st->dir, WITH_NONE);
	if (rc != ERR_OK)
		station_close(st);
	return rc;
}

void
station_close(struct station *st)
{
	record_writer_stop(st->record_writer, PATIENCE_MS);
	state_writer_stop(st->state_writer);
	st->state_writer = NULL;
	for (int n = 0; n < RELAYS; n++) {
		relay_link_free(st->relays[n]);
		st->relays[n] = NULL;
	}
	courier_link_free(st->courier);
	st->courier = NULL;
	mirror_link_free(st->mirrors);
	st->mirrors = NULL;
	worker_closed(st, NULL);
	errand_closed(st, NULL);
	held_answers_closed(st, NULL);
	library_reader_stop(st);
	/* what their threads have not yet taken away */
	if (st->server != NULL)
		children_sweep(st->dir);
	server_free(st->server);
	children_drop(st);
	incident_cache_free(st->incident_cache);
	library_cache_free(st->library_cache);
	denials_free(st->denials);
	letters_free(st->letters);
	round_free(st->round);
	state_close(st->state);
	ledger_close(st->ledger);
	claim_index_release(&st->claims);
	joint_book_release(&st->joints);
	json_decref(st->waits);
	json_decref(st->reports);
	json_decref(st->windows);
	json_decref(st->clocks);
	json_decref(st->rosters);
	office_release(&st->office);
	sshsig_key_release(&st->key);
	memset(st, 0, sizeof(*st));
}

/* ---- greeting ---- */

/* A user without a name has at least a number. */
static void
user_name(char *out, size_t size, uid_t uid)
{
	struct passwd *pw = getpwuid(uid);

	/* half a name could be another's */
	if (pw == NULL || !fixed_try(out, size, pw->pw_name))
		fixed_format(out, size, "%lu", (unsigned long)uid);
}

static const struct officer *
who_is(const struct station *st, const struct peer *peer, const char *as,
	char *user, size_t size)
{
	uid_t uid = peer_uid(peer);

	user_name(user, size, uid);
	/* in a demo anybody may be anybody: that is what it is for */
	if (st->office.demo && *as)
		return office_officer(&st->office, as);
	if (st->office.demo && uid == getuid())
		return office_officer(&st->office, st->office.admin);
	if (uid == 0)
		return NULL;
	return office_by_user(
		&st->office, (int64_t)uid, getpwuid(uid) != NULL ? user : "");
}

/* A name or a number that was given again: refused, and said why. */
static bool
is_other_user(
	const struct station *st, uid_t uid, const char *user, struct err *err)
{
	const struct officer *f;
	char theirs[WORD_ID + 24];

	if (st->office.demo || uid == 0 || getpwuid(uid) == NULL)
		return false;
	f = office_by_half(&st->office, (int64_t)uid, user);
	if (f == NULL)
		return false;
	fixed_format(
		theirs, sizeof(theirs), "%s %lld", f->user, (long long)f->uid);
	(void)refuse(err, REFUSE_OTHER_USER, "",
		WITH(arg_user(user), arg_count((int64_t)uid), officer_arg(f),
			arg_user(theirs)));
	return true;
}

static json_t *
hello_doc(const struct station *st, const struct officer *f)
{
	json_t *doc = json_object();
	char key[SSHKEY_FINGERPRINT];

	doc_put_str(doc, "version", CRIER_VERSION);
	doc_put_str(doc, "station", st->office.unit);
	if (statement_station(key, st->office.signing_key))
		doc_put_str(doc, "station_key", key);
	doc_put_bool(doc, "demo", st->office.demo);
	doc_put_str(doc, "setup", st->office.single ? "single" : "office");
	doc_put_str(doc, "zone", st->office.zone_text);
	doc_put_str(doc, "lang", st->office.lang);
	if (station_is_replaced())
		doc_put_bool(doc, "replaced", true);
	if (clock_trust_behind(st))
		doc_put_int(doc, "clock_behind", clock_trust_behind(st));
	if (f)
		doc_put(doc, "officer", officer_doc(f));
	return doc;
}

static enum err_code
greet_relay(json_t **answer, struct station *st, struct peer *peer,
	const json_t *hello, struct err *err)
{
	bool drill = strcmp(doc_str(hello, "relay"), "drill") == 0;
	struct session *s = peer_data(peer);
	char user[WORD_ID];

	user_name(user, sizeof(user), peer_uid(peer));
	if (s == NULL &&
		!station_user_is(st->options.relay_user, peer_uid(peer)))
		return refuse(err, REFUSE_NOT_RELAY, LINK_RELAY_SOCKET,
			WITH(arg_user(user)));
	if (s == NULL) {
		s = mem_new(sizeof(*s));
		s->relay = RELAY_ACTUAL;
		FIXED_SET(s->via, "relay");
		peer_set_data(peer, s);
	}
	if (drill != (s->relay == RELAY_DRILL))
		return refuse(err, REFUSE_OTHER_RELAY, "hello", WITH_NONE);
	relay_link_hello(st->relays[s->relay], peer);
	*answer = hello_doc(st, NULL);
	return ERR_OK;
}

static enum err_code
refuse_borrowed(const char *user, uid_t owner, struct err *err)
{
	char whose[WORD_ID];

	user_name(whose, sizeof(whose), owner);
	return refuse(err, REFUSE_BORROWED, "",
		WITH(arg_user(user), arg_user(whose)));
}

static enum err_code
hello(json_t **answer, void *ctx, struct peer *peer, const json_t *doc,
	struct err *err)
{
	struct station *st = ctx;
	const struct officer *f;
	struct session *s;
	char user[WORD_ID];
	json_t *login;
	uid_t owner;

	if (peer_from(peer) == PEER_RELAY)
		return greet_relay(answer, st, peer, doc, err);
	if (peer_from(peer) == PEER_COURIER) {
		*answer = hello_doc(st, NULL);
		return courier_link_greet(st, peer, doc, err);
	}
	if (peer_from(peer) == PEER_MIRROR) {
		*answer = hello_doc(st, NULL);
		return mirror_link_greet(st->mirrors, peer, doc, err);
	}
	f = who_is(st, peer, doc_str(doc, "as"), user, sizeof(user));
	if (f == NULL && is_other_user(st, peer_uid(peer), user, err))
		return err->code;
	if (f == NULL)
		return refuse(err, REFUSE_NO_OFFICER, "",
			WITH(arg_user(*doc_str(doc, "as") && st->office.demo
					? doc_str(doc, "as")
					: user)));
	if (sessions_allow(st, f, peer_pid(peer), err) != ERR_OK)
		return err->code;
	if (*doc_str(doc, "as") && strcmp(doc_str(doc, "as"), f->id) != 0)
		return refuse(err, REFUSE_AS, "as",
			WITH(arg_user(doc_str(doc, "as")), officer_arg(f)));
	if (!st->office.demo &&
		login_is_borrowed(&owner, peer_pid(peer), peer_uid(peer)))
		return refuse_borrowed(user, owner, err);
	login = st->office.demo
		? NULL
		: login_read(peer_pid(peer), doc_get(doc, "login"));
	if (!st->office.demo && login_is_gone(peer_pid(peer))) {
		json_decref(login);
		return refuse(err, REFUSE_LOGIN_GONE, "", WITH(arg_user(user)));
	}
	s = peer_data(peer);
	if (s == NULL)
		s = mem_new(sizeof(*s));
	json_decref(s->login);
	s->login = login;
	s->relay = -1;
	FIXED_SET(s->officer, f->id);
	s->bound = f->uid;
	s->since = station_now();
	FIXED_SET(s->via,
		strcmp(doc_str(doc, "via"), "console") == 0 ? "console"
							    : "cli");
	peer_set_data(peer, s);
	*answer = hello_doc(st, f);
	return ERR_OK;
}

static void
closed(void *ctx, struct peer *peer)
{
	struct station *st = ctx;
	struct session *s = peer_data(peer);

	worker_closed(st, peer);
	errand_closed(st, peer);
	held_answers_closed(st, peer);
	state_writer_closed(st->state_writer, peer);
	if (s && s->relay >= 0 && st->relays[s->relay])
		relay_link_gone(st->relays[s->relay], peer);
	courier_link_gone(st, peer);
	mirror_link_gone(st->mirrors, peer);
	if (s != NULL)
		json_decref(s->login);
	free(s);
	peer_set_data(peer, NULL);
}

static void
drained(void *ctx, struct peer *peer)
{
	worker_drained(ctx, peer);
}

/* A relay, or crier-mirror, is greeted once the server has answered its hello:
 * its first jobs must come after that line, so they are sent in the next
 * round. */
static void
settle_relays(struct station *st)
{
	for (int n = 0; n < RELAYS; n++)
		relay_resume(st->relays[n]);
	mirror_link_settle(st->mirrors);
}

/*
 * Each byte of a text is folded and searched before an act is judged. The
 * largest act that has ever a use, a revision with a text of its own for each
 * of a dozen accounts, is smaller; with this an act takes some milliseconds.
 * The longest single field, a page that was read back, has room with the rest.
 */
enum { HEAVIEST = 272 << 10 };

/* Acts and questions of people and relays; then what the courier asks. */
static void
batch(void *ctx, struct server_item *items, size_t count)
{
	acts_batch(ctx, items, count);
	for (size_t n = 0; n < count; n++)
		if (peer_from(items[n].peer) == PEER_COURIER &&
			doc_get(items[n].doc, "act") == NULL)
			courier_link_ask(ctx, items[n].peer, items[n].doc);
}

static const struct server_ops ops = {
	.hello = hello,
	.batch = batch,
	.closed = closed,
	.drained = drained,
	.urgent = "\"release.halt\"",
	.heaviest = HEAVIEST,
};

/* ---- serving ---- */

static void
reap(struct station *st)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (children_reaped(st, pid, status) ||
			courier_link_reaped(st->courier, pid))
			continue;
		for (int n = 0; n < RELAYS; n++)
			(void)relay_link_reaped(st->relays[n], pid);
		(void)mirror_link_reaped(st->mirrors, pid);
	}
}

static void
station_on_signal(void *ctx, int fd, short revents)
{
	struct station *st = ctx;
	struct signalfd_siginfo info;

	(void)revents;
	while (read(fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			reap(st);
		else
			st->stopping = true;
	}
}

/* It is in the record now, to be taken along. */
static void
on_library_mirrored(struct station *st, struct peer *peer, json_t *act,
	const json_t *answer, const struct err *why)
{
	(void)peer;
	(void)act;
	(void)answer;
	(void)why;
	mirror_link_wake(st->mirrors);
}

/*
 * The record's clones hold the library too. One that fails is mended at the
 * next start, one that finds another under way when the record moves again.
 */
static void
station_mirror_library(struct station *st, const char *head)
{
	static const struct child_limits limits = { .seconds = 600,
		.processor = 300,
		.memory = 1024,
		.file = 8191,
		.files = 256,
		.output = 1 };
	const struct errand_ask ask = { .job = "library.mirror",
		.request = json_object(),
		.limits = &limits };

	if (*head && strcmp(head, st->mirrored) != 0 &&
		errand_start(st, NULL, NULL, &ask, on_library_mirrored, NULL) ==
			ERR_OK)
		FIXED_SET(st->mirrored, head);
	json_decref(ask.request);
}

static void
on_record(void *ctx, int fd, short revents)
{
	struct station *st = ctx;
	struct record_writer_view view;

	(void)fd;
	(void)revents;
	if (!record_writer_moved(st->record_writer))
		return;
	record_writer_look(&view, st->record_writer);
	held_answers_tell(st, view.tried);
	station_mirror_library(st, view.library);
	mirror_link_wake(st->mirrors);
	server_changed(st->server, "record", "", view.head.seq);
}

static void
on_state(void *ctx, int fd, short revents)
{
	struct station *st = ctx;

	(void)fd;
	(void)revents;
	state_writer_tell(st->state_writer);
}

static int
station_take_signals(void)
{
	sigset_t set;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* An entry of the station's own, with this body, which it takes. */
static void
station_note(struct station *st, const char *kind, json_t *body)
{
	struct judged j;

	if (st->shut.kind != NULL) {
		json_decref(body);
		return;
	}
	judged_init(&j);
	judged_add(&j, kind, body);
	(void)acts_own(st, &j, NULL);
	judged_release(&j);
}

enum err_code
station_begin(struct station *st, struct err *err)
{
	json_t *behind;
	enum err_code rc;

	station_rank(RANK_LOOP);
	station_rank_session(RANK_LOOP);
	st->signals = station_take_signals();
	st->server = server_new(&ops, st);
	rc = server_listen(st->server, st->dir, LINK_SOCKET,
		st->office.single ? 0600 : 0666, PEER_OFFICER, err);
	if (rc == ERR_OK && !st->office.single)
		rc = server_listen(st->server, st->dir, LINK_RELAY_SOCKET, 0666,
			PEER_RELAY, err);
	if (rc == ERR_OK && !st->office.single)
		rc = server_listen(st->server, st->dir, LINK_COURIER_SOCKET,
			0666, PEER_COURIER, err);
	if (rc == ERR_OK && !st->office.single)
		rc = server_listen(st->server, st->dir, LINK_MIRROR_SOCKET,
			0666, PEER_MIRROR, err);
	if (rc == ERR_OK)
		rc = record_writer_start(
			&st->record_writer, st->dir, &st->key, err);
	if (rc == ERR_OK)
		rc = state_writer_start(&st->state_writer, st, err);
	if (rc != ERR_OK)
		return rc;
	for (int n = 0; n < RELAYS; n++)
		st->relays[n] = relay_link_new(st, n == RELAY_DRILL);
	st->courier = courier_link_new(st);
	st->mirrors = mirror_link_new(st);
	st->wall = station_now();
	st->boot = station_boot();
	behind = clock_trust_begin(st);
	if (behind != NULL)
		station_note(st, "station.behind", behind);
	station_note(st, "station.started",
		json_pack("{s:i,s:s}", "record", RECORD_FORMAT, "version",
			CRIER_VERSION));
	return ERR_OK;
}

static int
tend(struct station *st)
{
	int wait = clocks_tend(st);
	int watch = ledger_watch_tend(st), children = children_tend(st);
	int round = round_tend(st);
	int courier = courier_link_tend(st->courier);
	int mirror = mirror_link_tend(st->mirrors);

	if (round >= 0 && (wait < 0 || round < wait))
		wait = round;
	if (wait < 0 || watch < wait)
		wait = watch;
	if (children >= 0 && (wait < 0 || children < wait))
		wait = children;
	if (courier >= 0 && (wait < 0 || courier < wait))
		wait = courier;
	if (mirror >= 0 && (wait < 0 || mirror < wait))
		wait = mirror;

	for (int n = 0; n < RELAYS; n++) {
		int own = relay_link_tend(st->relays[n]);

		if (own >= 0 && (wait < 0 || own < wait))
			wait = own;
	}
	return wait;
}

enum err_code
station_run(struct station *st, struct err *err)
{
	enum err_code rc = ERR_OK;

	server_watch(st->server, st->signals, POLLIN, station_on_signal, st);
	server_watch(st->server, record_writer_fd(st->record_writer), POLLIN,
		on_record, st);
	server_watch(st->server, state_writer_fd(st->state_writer), POLLIN,
		on_state, st);
	while (rc == ERR_OK && !st->stopping) {
		int wait;

		signers_tend(st);
		wait = tend(st);

		rc = server_round(st->server, wait, err);
		settle_relays(st);
		armed_look(st);
	}
	if (rc == ERR_OK) {
		server_deafen(st->server);
		station_note(st, "station.stopped",
			json_pack("{s:s}", "version", CRIER_VERSION));
	}
	(void)close(st->signals);
	return rc;
}
