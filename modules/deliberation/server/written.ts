/** Version of the rules, written beside every act of this module. */
export const RULE = 'deliberation-1'

/** Whether the form says something under a name. */
export const written = (input: Readonly<Record<string, unknown>>, name: string): boolean =>
  typeof input[name] === 'string' && input[name].trim() !== ''
