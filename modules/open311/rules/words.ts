import words from '../data/words.json' with { type: 'json' }

/** What other systems are told, in the language they ask for; Chinese unless English is asked. */
export type Words = (typeof words)['zh']
export type Language = keyof typeof words

/** `en`, `en-US` … is English, everything else Chinese. */
export const languageOf = (asked: string | undefined): Language => (/^en\b/i.test(asked ?? '') ? 'en' : 'zh')
export const wordsIn = (language: Language): Words => words[language]

/** Fills the blanks of a sentence. */
export const say = (sentence: string, blanks: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => blanks[name] ?? '')
