import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'

export interface Document {
  /** From the top folder: `docs/api.md` */
  path: string
  text: string
}

/** What people read of this project: the pages at the top, and all of docs/. */
export async function allDocuments(): Promise<Document[]> {
  const top = (await readdir(app.makePath())).filter(isPage)
  const docs = (await readdir(app.makePath('docs'), { recursive: true })).filter(isPage)
  const paths = [...top, ...docs.map((page) => `docs/${page}`)].sort()
  return Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(app.makePath(path), 'utf8') }))
  )
}

const isPage = (file: string) => file.endsWith('.md')

const BLOCK = /^ *```(\w*)\n([\s\S]*?)^ *```/gm

/** Each `word or line` between single backticks, on one line. */
export function codeIn(text: string): string[] {
  const codes = [...text.replaceAll(BLOCK, '').matchAll(/`([^`]+)`/g)]
  return codes.map(([, code]) => code.replaceAll(/\s+/g, ' '))
}

/** The lines of the blocks that are typed into a shell, one that goes on in the next as one. */
export function typedLines(text: string): string[] {
  return [...text.matchAll(BLOCK)]
    .filter(([, language]) => language === 'sh')
    .flatMap(([, , block]) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
}

/** Where its links and pictures lead. */
export function linksIn(text: string): string[] {
  const prose = text.replaceAll(BLOCK, '').replaceAll(/`[^`]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, target]) => target)
}

/** What each heading is called in an address, as GitHub and most readers of Markdown have it. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>()
  return [...text.replaceAll(BLOCK, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
    const plain = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-')
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
}

/** In the data dictionary the first column is what others call things: none of it is ours. */
export function oursIn({ path, text }: Document): string {
  if (!path.endsWith('data-dictionary.md')) return text
  return text.replaceAll(/^(?:\|(?:[^|\n]*))/gm, '|')
}
