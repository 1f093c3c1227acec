/** The driver's own way of writing a value as text: arrays, objects, bytes. Its types do not name it. */
declare module 'pg/lib/utils.js' {
  const utils: { readonly prepareValue: (value: unknown) => string | Buffer | null }
  export default utils
}
