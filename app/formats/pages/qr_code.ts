import QRCode from 'qrcode'

/** As SVG of its own light ground, readable in either scheme. */
export function qrCode(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', margin: 4 })
}
