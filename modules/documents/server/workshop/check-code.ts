import { renderSVG } from 'uqr'

/** An address as a QR code, in SVG; a quarter of it may be covered and it is still read. */
export const qrOf = (address: string): string => renderSVG(address, { border: 1, ecc: 'Q' })
