/*
 * What comes from an agent or a stranger's .pub file, on any bytes. The first
 * byte chooses: a key line, an armoured signature, a key's binary form or a
 * signature's. A key that is taken says the same of itself when it is written
 * and read again; no bytes are a signature of a text that nobody signed.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sshkey.h"
#include "base/sshsig.h"
#include "tests/fuzz/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
same_again(const struct sshkey *key)
{
	char line[SSHKEY_LINE], print[SSHKEY_FINGERPRINT];
	struct sshkey again;

	sshkey_format(line, key);
	sshkey_fingerprint(print, key);
	assert(strlen(print) == SSHKEY_FINGERPRINT - 1);
	assert(sshkey_read(&again, line) == SSHKEY_FINE);
	assert(sshkey_same(key, &again) && key->kind == again.kind);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char key_line[] =
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFrc75Nka+AuIAYX7OOc+tEZ"
		"km3yLIqfHDEapE9eoGQ9";
	struct sshkey_touch touch;
	struct sshkey key;
	char *text = fuzz_text(data, size);

	if (text == NULL)
		return 0;
	switch (data[0] % 4) {
	case 0:
		if (sshkey_parse(&key, text) == SSHKEY_FINE)
			same_again(&key);
		break;
	case 1:
		assert(!sshsig_check(&key, &touch, text, size - 1, "crier",
			"nobody signed this", 18));
		break;
	case 2:
		if (sshkey_take(&key, data + 1, size - 1) == SSHKEY_FINE)
			same_again(&key);
		break;
	default:
		assert(sshkey_parse(&key, key_line) == SSHKEY_FINE);
		assert(!sshkey_verify(&key, data + 1, size - 1,
			"nobody signed this", 18, &touch));
		break;
	}
	free(text);
	return 0;
}
