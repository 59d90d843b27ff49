/*
 * What a client says of itself.
 */
#include "link/hello.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "link/protocol.h"

/* As sshd told this program; whoever runs it can say anything. */
static void
hello_put_login(json_t *inner)
{
	const char *connection = getenv("SSH_CONNECTION");
	const char *terminal = getenv("SSH_TTY");
	json_t *login = json_object();
	char from[80];
	size_t len;

	if (connection != NULL) {
		/* address and port of the client, before those of the server */
		len = strcspn(connection, " ");
		if (connection[len] == ' ')
			len += 1 + strcspn(connection + len + 1, " ");
		fixed_cut_format(from, sizeof(from), "%.*s",
			(int)(len < sizeof(from) ? len : sizeof(from) - 1),
			connection);
		doc_put_str(login, "from", from);
	}
	if (terminal != NULL)
		doc_put_str(login, "terminal", terminal);
	doc_put(inner, "login", login);
}

json_t *
hello_make(enum lang lang, const char *as, const char *via, bool progress)
{
	json_t *inner = json_object(), *doc = json_object();

	doc_put_int(inner, "protocol", LINK_PROTOCOL);
	doc_put_str(inner, "lang", lang_word(lang));
	doc_put_str(inner, "as", as);
	doc_put_str(inner, "via", via);
	if (progress)
		doc_put_bool(inner, "progress", true);
	hello_put_login(inner);
	doc_put(doc, "hello", inner);
	return doc;
}
