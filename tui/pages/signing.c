/*
 * Statement, agent, signature: one after the other.
 */
#include "tui/pages/signing.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "crier/act.h"
#include "link/agent.h"
#include "tui/pages/i18n.h"
#include "words/statement.h"

enum { PERSON_MS = 60 * 1000, KEY_TEXT = 200, SAYS = 400 };

struct signing {
	json_t *request; /* the act's, without its ids on the wire */
	json_t *keys; /* the officer's, from the greeting */
	char officer[65], station[SSHKEY_FINGERPRINT];
	bool token; /* only a security key will do */
	int64_t now;
	struct agent *agent; /* NULL: none to be had */
	bool listed; /* its keys are known, the signature is asked for */
	struct sshkey key; /* it is asked to sign with */
	char text[STATEMENT_MAX], armour[SSHSIG_ARMOUR];
	char says[SAYS];
	const char *remedy;
	enum signing_state state;
};

bool
signing_is_asked(const char *code, bool *token)
{
	*token = strcmp(code, "signature-touch") == 0;
	return *token || strcmp(code, "signature-needed") == 0;
}

bool
signing_key_waits(const json_t *hello)
{
	return doc_find(doc_get(doc_get(hello, "officer"), "keys"), "state",
		       "waits") != NULL;
}

static void
signing_fail(struct signing *s, const char *what, const char *remedy)
{
	fixed_cut(s->says, sizeof(s->says), what);
	s->remedy = remedy;
	s->state = SIGNING_FAILED;
}

static const char *
remedy_agent(void)
{
	return _("Log in with your agent forwarded: OpenSSH ssh -A; PuTTY "
		 "Pageant and Allow agent forwarding; Xshell Xagent.");
}

static bool
is_proving(const struct signing *s)
{
	return strcmp(doc_str(s->request, "act"),
		       act_row(ACT_OFFICER_PROVE)->name) == 0;
}

struct signing *
signing_begin(
	const json_t *request, const json_t *hello, bool token, int64_t now)
{
	const json_t *officer = doc_get(hello, "officer");
	struct signing *s = mem_new(sizeof(*s));
	int fault;

	s->request = json_deep_copy(request);
	(void)json_object_del(s->request, "signed");
	(void)json_object_del(s->request, "signature");
	s->keys = json_deep_copy(doc_get(officer, "keys"));
	fixed_cut(s->officer, sizeof(s->officer), doc_str(officer, "id"));
	fixed_cut(
		s->station, sizeof(s->station), doc_str(hello, "station_key"));
	s->token = token;
	s->now = now;
	s->agent = agent_open(getenv("SSH_AUTH_SOCK"), &fault);
	if (s->agent == NULL) {
		signing_fail(s,
			fault == 0
				? _("your login brings no SSH agent to sign "
				    "with")
				: _("your login's SSH agent does not answer"),
			remedy_agent());
		return s;
	}
	agent_ask_keys(s->agent);
	fixed_cut(s->says, sizeof(s->says), _("Asking your SSH agent …"));
	return s;
}

void
signing_end(struct signing *s)
{
	if (s == NULL)
		return;
	agent_close(s->agent);
	json_decref(s->request);
	json_decref(s->keys);
	free(s);
}

int
signing_fd(const struct signing *s)
{
	return s->agent != NULL && s->state == SIGNING_WAITS
		? agent_fd(s->agent)
		: -1;
}

short
signing_events(const struct signing *s)
{
	return s->agent != NULL ? agent_events(s->agent) : 0;
}

/* May this key sign it? */
static bool
key_fits(const struct signing *s, const struct sshkey *key, const char *print)
{
	const char *want = doc_str(s->request, "fingerprint");
	const char *state = is_proving(s) ? "waits" : "proven";

	if ((s->token && !sshkey_is_token(key)) ||
		(*want && strcmp(want, print) != 0))
		return false;
	return strcmp(doc_str(doc_find(s->keys, "fingerprint", print), "state"),
		       state) == 0;
}

static const struct agent_key *
choose_key(const struct signing *s, char print[SSHKEY_FINGERPRINT])
{
	size_t count, others;
	const struct agent_key *keys = agent_keys(s->agent, &count, &others);

	for (size_t n = 0; n < count; n++) {
		sshkey_fingerprint(print, &keys[n].key);
		if (key_fits(s, &keys[n].key, print))
			return &keys[n];
	}
	return NULL;
}

static bool
write_statement(struct signing *s, const char *print)
{
	struct statement said = { .act = doc_str(s->request, "act"),
		.officer = s->officer,
		.station = s->station,
		.message = doc_str(s->request, "message"),
		.digest = doc_str(s->request, "digest"),
		.gate = doc_str(s->request, "gate"),
		.at = doc_int(s->request, "at"),
		.time = s->now };

	if (is_proving(s))
		said.key = print;
	return statement_format(s->text, &said);
}

static void
signing_ask(struct signing *s)
{
	char print[SSHKEY_FINGERPRINT];
	const struct agent_key *chosen = choose_key(s, print);
	struct ssh_blob what;

	if (chosen == NULL) {
		signing_fail(s,
			is_proving(s) ? _("your SSH agent holds no key that "
					  "waits to be proven")
				: s->token
				? _("your SSH agent holds no security "
				    "key that you have proven")
				: _("your SSH agent holds no key that you "
				    "have proven"),
			_("crier officer keys lists the keys that the station "
			  "knows; ssh-add -l lists those of the agent."));
		return;
	}
	if (!write_statement(s, print)) {
		signing_fail(s, _("what is to be signed is too long"), "");
		return;
	}
	s->key = chosen->key;
	s->listed = true;
	if (is_proving(s))
		doc_put_str(s->request, "fingerprint", print);
	fixed_cut_format(s->says, sizeof(s->says),
		sshkey_is_token(&s->key) ? _("Touch your security key: %s %s")
					 : _("Your SSH agent signs: %s %s"),
		chosen->comment, print);
	sshsig_bytes(&what, STATEMENT_SPACE, s->text, strlen(s->text));
	agent_ask_signature(s->agent, &s->key, what.data, what.len);
}

static void
signing_take(struct signing *s)
{
	size_t len;
	const unsigned char *sig = agent_signature(s->agent, &len);
	struct sshkey_touch touch;
	struct sshkey by;

	if (len <= SSHKEY_BLOB)
		sshsig_wrap(s->armour, &s->key, STATEMENT_SPACE, sig, len);
	if (len > SSHKEY_BLOB ||
		!sshsig_check(&by, &touch, s->armour, strlen(s->armour),
			STATEMENT_SPACE, s->text, strlen(s->text)) ||
		!sshkey_same(&by, &s->key)) {
		signing_fail(s, _("the SSH agent gave no signature that fits"),
			remedy_agent());
		return;
	}
	s->state = SIGNING_DONE;
}

enum signing_state
signing_pump(struct signing *s)
{
	if (s->state != SIGNING_WAITS)
		return s->state;
	switch (agent_pump(s->agent)) {
	case AGENT_WAITS:
		break;
	case AGENT_ANSWERED:
		if (s->listed)
			signing_take(s);
		else
			signing_ask(s);
		break;
	case AGENT_REFUSED:
		signing_fail(s, _("the SSH agent did not sign"),
			_("Was the security key touched, the agent unlocked? "
			  "A key that asks for a PIN needs an agent that can "
			  "ask for it (SSH_ASKPASS), or a key made without "
			  "verify-required."));
		break;
	case AGENT_GONE:
		signing_fail(s, _("the SSH agent is gone"), remedy_agent());
		break;
	}
	return s->state;
}

const char *
signing_says(const struct signing *s)
{
	return s->says;
}

const char *
signing_remedy(const struct signing *s)
{
	return s->remedy ? s->remedy : "";
}

json_t *
signing_signed(const struct signing *s)
{
	json_t *doc = json_deep_copy(s->request);

	doc_put_str(doc, "signed", s->text);
	doc_put_str(doc, "signature", s->armour);
	return doc;
}

int64_t
signing_due(const struct signing *s)
{
	return s->now + PERSON_MS;
}

void
signing_give_up(struct signing *s)
{
	if (s->state == SIGNING_WAITS)
		signing_fail(s, _("nobody has signed in time"),
			_("Do it again, and touch the security key when it "
			  "blinks."));
}

enum signing_state
signing_wait(struct signing *s, void (*tell)(const char *says))
{
	bool told = false;

	while (signing_pump(s) == SIGNING_WAITS) {
		struct pollfd p = { signing_fd(s), signing_events(s), 0 };

		if (s->listed && !told)
			tell(s->says);
		told = s->listed;
		if (poll(&p, 1, PERSON_MS) == 0)
			signing_give_up(s);
	}
	return s->state;
}
