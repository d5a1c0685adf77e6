import { contrast, readableOn } from '#formats/pages/contrast'

/** `--paper` of both schemes. */
const PAPER = { light: '#ffffff', dark: '#151311' }

/** Of what is no text (WCAG 2.2, 1.4.11). */
const RATIO = 3

export interface ShownColour {
  light: string
  dark: string
  /** Where it is too near to that paper and another is shown in its place. */
  isChanged: { light: boolean; dark: boolean }
  contrast: { light: number; dark: number }
}

/** The colour as it is seen on both papers. */
export function shownColour(colour: string): ShownColour {
  const light = readableOn(colour, PAPER.light, RATIO)
  const dark = readableOn(colour, PAPER.dark, RATIO)
  return {
    light,
    dark,
    isChanged: { light: light !== colour, dark: dark !== colour },
    contrast: { light: contrast(colour, PAPER.light), dark: contrast(colour, PAPER.dark) },
  }
}
