/** All of stdin as text. */
export const allOfInput = async (): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Writes all of it and waits until it is gone. */
export const putOut = (bytes: Buffer): Promise<void> =>
  new Promise((done, fail) => process.stdout.write(bytes, (error) => (error ? fail(error) : done())))
