import { contrast, readableOn } from '#formats/pages/contrast'

/** `--paper` of both schemes. */
const PAPER = { light: '#ffffff', dark: '#151311' }

/** Of what is no text, and of text (WCAG 2.2, 1.4.11 and 1.4.3). */
const RATIOS = { mark: 3, text: 4.5 }

export interface ShownColour {
  light: string
  dark: string
  /** Where it is too near to that paper and another is shown in its place. */
  isChanged: { light: boolean; dark: boolean }
  contrast: { light: number; dark: number }
}

/** The colour as it is seen on both papers. */
export function shownColour(colour: string, as: keyof typeof RATIOS = 'mark'): ShownColour {
  const light = readableOn(colour, PAPER.light, RATIOS[as])
  const dark = readableOn(colour, PAPER.dark, RATIOS[as])
  return {
    light,
    dark,
    isChanged: { light: light !== colour, dark: dark !== colour },
    contrast: { light: contrast(colour, PAPER.light), dark: contrast(colour, PAPER.dark) },
  }
}
