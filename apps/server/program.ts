import root from '../../package.json' with { type: 'json' }

/** The release this is. */
export const program: string = root.version
