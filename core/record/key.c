/*
 * The station's signing key on disk.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "record/record.h"

/* A new file, durable, or nothing. */
static enum err_code
key_write_new(const char *path, const char *text, mode_t mode, struct err *err)
{
	size_t len = strlen(text);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	bool good;

	if (fd < 0 && errno == EEXIST)
		return refuse(err, REFUSE_THERE, path,
			WITH(ARG_BOTH("a key", "密钥")));
	if (fd < 0)
		return refuse_errno(err, REFUSE_WRITE, path);
	good = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
	if (!good)
		refuse_errno(err, REFUSE_WRITE, path);
	if (close(fd) < 0 && good)
		good = false;
	if (!good)
		(void)unlink(path);
	return good ? ERR_OK : ERR_IO;
}

enum err_code
record_key_create(struct sshsig_key *key, const char *path, struct err *err)
{
	unsigned char seed[SSHSIG_SEED];
	char file[SSHSIG_FILE], line[SSHSIG_LINE], *pub;
	enum err_code rc;

	if (getrandom(seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		return refuse_system(err,
			&(const struct both)BOTH("random numbers", "随机数"));
	sshsig_key_init(key, seed);
	sodium_memzero(seed, sizeof(seed));
	sshsig_file_format(file, key);
	rc = key_write_new(path, file, 0600, err);
	sodium_memzero(file, sizeof(file));
	if (rc == ERR_OK) {
		pub = mem_printf("%s.pub", path);
		sshsig_key_format(line, key, "crier");
		memcpy(line + strlen(line), "\n", 2);
		rc = key_write_new(pub, line, 0644, err);
		free(pub);
	}
	return rc;
}

enum err_code
record_key_load(struct sshsig_key *key, const char *path, struct err *err)
{
	char text[2 * SSHSIG_FILE];
	struct stat st;
	ssize_t n;
	enum err_code rc;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return refuse_errno(err, REFUSE_KEY_READ, path);
	if (fstat(fd, &st) == 0 && (st.st_mode & 077) != 0) {
		(void)close(fd);
		return refuse(err, REFUSE_KEY_OPEN, path, WITH(arg_path(path)));
	}
	n = read(fd, text, sizeof(text));
	(void)close(fd);
	if (n < 0)
		return refuse_errno(err, REFUSE_KEY_READ, path);
	rc = sshsig_file_parse(key, text, (size_t)n, NULL);
	sodium_memzero(text, sizeof(text));
	return rc == ERR_OK
		? rc
		: refuse(err, REFUSE_KEY_BROKEN, path, WITH(arg_path(path)));
}
