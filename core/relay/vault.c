/*
 * Keys on disk and sealed credentials in memory.
 */
#include "relay/vault.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/seal.h"
#include "crier/refusal.h"

struct vault {
	struct seal_key key; /* the vault itself is guarded memory */
};

static enum err_code
vault_write_file(const char *dir, const char *name, mode_t mode,
	const char *text, struct err *err)
{
	char *path = mem_printf("%s/%s", dir, name);
	size_t len = strlen(text);
	enum err_code rc = ERR_OK;
	int fd = open(path,
		O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		rc = err_errno(err, path, "", "cannot make the key file");
	else if (write(fd, text, len) != (ssize_t)len ||
		fchmod(fd, mode) != 0 || fsync(fd) != 0)
		rc = err_errno(err, path, "Remove it and try again.",
			"cannot write the key file");
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return rc;
}

static enum err_code
vault_put_public(char *pub, size_t size, const struct seal_key *key,
	const char *dir, struct err *err)
{
	char line[SEAL_LINE], text[SEAL_LINE + 1], *path;
	enum err_code rc = ERR_OK;

	seal_key_format(line, key->pub);
	fixed_set(pub, size, line);
	fixed_format(text, sizeof(text), "%s\n", line);
	path = mem_printf("%s/relay.pub", dir);
	if (access(path, F_OK) != 0)
		rc = vault_write_file(dir, "relay.pub", 0644, text, err);
	free(path);
	return rc;
}

enum err_code
vault_generate(char *pub, size_t size, const char *dir, struct err *err)
{
	char *path = mem_printf("%s/relay", dir), text[SEAL_FILE];
	struct vault *v = NULL;
	struct seal_key key;
	enum err_code rc;

	if (access(path, F_OK) == 0) {
		rc = vault_load(&v, path, err);
		if (rc == ERR_OK)
			rc = vault_put_public(pub, size, &v->key, dir, err);
		vault_free(v);
		free(path);
		return rc;
	}
	free(path);
	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return err_errno(err, dir, "", "cannot make the key folder");
	seal_key_new(&key);
	seal_file_format(text, &key);
	rc = vault_write_file(dir, "relay", 0600, text, err);
	if (rc == ERR_OK)
		rc = vault_put_public(pub, size, &key, dir, err);
	sodium_memzero(text, sizeof(text));
	seal_key_release(&key);
	return rc;
}

static enum err_code
vault_read_key(struct vault *v, int fd, const char *path, struct err *err)
{
	char text[SEAL_FILE + 2];
	struct stat st;
	enum err_code rc;
	ssize_t n;

	if (fstat(fd, &st) != 0)
		return err_errno(err, path, "", "cannot look at the key");
	if (!S_ISREG(st.st_mode) || (st.st_mode & 077) != 0)
		return refuse(err, REFUSE_KEY_OPEN, path, WITH(arg_path(path)));
	n = read(fd, text, sizeof(text) - 1);
	if (n < 0)
		return err_errno(err, path, "", "cannot read the key");
	rc = seal_file_parse(&v->key, text, (size_t)n, err);
	sodium_memzero(text, sizeof(text));
	return rc;
}

enum err_code
vault_load(struct vault **out, const char *path, struct err *err)
{
	struct vault *v;
	enum err_code rc;
	int fd;

	if (sodium_init() < 0)
		return err_set(
			err, ERR_INTERNAL, "", "", "libsodium does not start");
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return err_errno(err, path, "Make it: crier-relay --keygen DIR",
			"cannot open the relay's key");
	v = sodium_malloc(sizeof(*v));
	if (v == NULL) {
		(void)close(fd);
		return err_errno(err, "", "", "no guarded memory for the key");
	}
	memset(v, 0, sizeof(*v));
	rc = vault_read_key(v, fd, path, err);
	(void)close(fd);
	if (rc != ERR_OK)
		vault_free(v);
	else
		*out = v;
	return rc;
}

void
vault_free(struct vault *v)
{
	if (v != NULL)
		sodium_free(v); /* wipes */
}

enum err_code
vault_open_box(json_t **out, const struct vault *v, const char *account,
	const char *box, struct err *err)
{
	char *text = NULL;
	size_t len = 0;
	json_t *doc = NULL;
	enum err_code rc = seal_open(&text, &len, &v->key, account, box, err);

	if (rc != ERR_OK)
		return rc;
	rc = doc_parse(&doc, text, len, NULL);
	seal_wipe(text, len);
	if (rc == ERR_OK && json_is_object(doc)) {
		*out = doc;
		return ERR_OK;
	}
	json_decref(doc);
	/* the parser's words could quote the secret: they are not passed on */
	return err_set(err, ERR_INVALID, account, "Enter the credential again.",
		"the credential is not an object of texts");
}

enum err_code
vault_close_box(char **out, const struct vault *v, const char *account,
	const json_t *secret, struct err *err)
{
	char *text = doc_format(secret);
	size_t len = strlen(text);
	enum err_code rc = seal_close(out, v->key.pub, account, text, len, err);

	sodium_memzero(text, len);
	free(text);
	return rc;
}

static void *
vault_malloc(size_t size)
{
	return mem_new(size);
}

static void
vault_free_wiped(void *p)
{
	if (p == NULL)
		return;
	explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

void
vault_wipe_documents(void)
{
	json_set_alloc_funcs(vault_malloc, vault_free_wiped);
}
