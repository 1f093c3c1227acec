/** The page that opens a matter with its query code: what the QR on a receipt says. */
export const codeAddress = (code: string): string => `${location.origin}/q/${code}`
