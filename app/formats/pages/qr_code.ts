import QRCode from 'qrcode'

const MARGIN = 4
const PIXELS = 1024

/** As SVG of its own light ground, readable in either scheme. */
export function qrCode(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', margin: MARGIN })
}

/** As PNG, for programs that take pictures alone. */
export function qrPicture(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { type: 'png', width: PIXELS, margin: MARGIN })
}
