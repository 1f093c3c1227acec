/** Why a datum is held, on what basis, until when: keys of words, not prose (个保法 Art. 17, 44–47). */
export type HeldRule = {
  readonly field: string
  readonly why: string
  readonly basis: string
  readonly until: string
  readonly optional: boolean
}

const held = (field: string, basis: string, until: string, optional = false): HeldRule => ({
  field,
  why: `identity.why.${field}`,
  basis: `identity.basis.${basis}`,
  until: `identity.until.${until}`,
  optional,
})

/** Everything held about a resident's account. What is not in this list is not collected (P17). */
export const residentFields: readonly HeldRule[] = [
  held('phone', 'consent', 'closing'),
  held('name', 'consent', 'withdrawal', true),
  held('village', 'consent', 'withdrawal', true),
  held('sessions', 'security', 'six-months'),
]

/** Everything held about a staff account. */
export const staffFields: readonly HeldRule[] = [
  held('name', 'duty', 'term'),
  held('phone', 'duty', 'term'),
  held('login', 'duty', 'term'),
  held('password', 'security', 'term'),
  held('totp', 'security', 'term'),
  held('posts', 'duty', 'term'),
  held('sessions', 'security', 'six-months'),
]

/** Everything identity holds about somebody who follows a matter with its query code. */
export const visitorFields: readonly HeldRule[] = [
  held('matter', 'duty', 'archive'),
  held('query-code', 'duty', 'archive'),
  held('sessions', 'security', 'six-months'),
]
