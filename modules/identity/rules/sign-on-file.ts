/** A line of a file that says whom a provider means: what it calls somebody, and the login or phone of the account here. */
export type SignOnLine = { readonly line: number; readonly subject: string; readonly account: string }
export type WrongLine = { readonly line: number; readonly error: 'missing' | 'twice' }

const heading = /^(account|login|phone|账号|登录名|手机|手机号|账号或手机号)$/i

const cell = (text: string | undefined): string => {
  const bare = (text ?? '').trim()
  // what spreadsheets write around a cell with a comma in it
  return /^".*"$/.test(bare) ? bare.slice(1, -1).replaceAll('""', '"').trim() : bare
}

/**
 * Reads the lines of a CSV file (comma, semicolon or tab; a heading is passed over): each has what the provider calls
 * somebody and a login or phone. `missing`: one of the two is not there; `twice`: an earlier line has the same.
 */
export const readSignOnFile = (text: string): { readonly lines: SignOnLine[]; readonly wrong: WrongLine[] } => {
  const lines: SignOnLine[] = []
  const wrong: WrongLine[] = []
  const subjects = new Set<string>()
  const accounts = new Set<string>()
  for (const [n, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (raw.trim() === '') continue
    const line = n + 1
    const [first, second] = raw.split(/[,;\t，；]/)
    const subject = cell(first)
    const account = cell(second)
    if (lines.length + wrong.length === 0 && heading.test(account)) continue
    if (subject === '' || account === '') wrong.push({ line, error: 'missing' })
    else if (subjects.has(subject) || accounts.has(account)) wrong.push({ line, error: 'twice' })
    else lines.push({ line, subject, account })
    subjects.add(subject)
    accounts.add(account)
  }
  return { lines, wrong }
}
