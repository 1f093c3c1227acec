import { hash, verify } from '@node-rs/argon2'

/** argon2id, OWASP's parameters (19 MiB, two passes). */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'))

// made at start, so that not even the first wrong login takes longer
const nobody = hash('nobody has this password')

/** Whether the password is right. For somebody who is not there it takes as long and answers false. */
export const isPassword = async (stored: string | null | undefined, password: string): Promise<boolean> => {
  const against = stored ?? (await nobody)
  const right = await verify(against, password.normalize('NFKC')).catch(() => false)
  return right && stored !== null && stored !== undefined
}
