import { escapedHtml } from '#formats/words/text'

interface EmbedWords {
  title: string
  button: string
  close: string
}

/** What a business pastes into a page of its own, for an address of ours. */
export function embedCodes(address: string, words: EmbedWords) {
  const [href, title, button, close] = [address, words.title, words.button, words.close].map(
    escapedHtml
  )
  const { origin } = new URL(address)
  const script = `<script src="${origin}/embed/1.js" async></script>`
  return {
    frame: `<iframe src="${href}" title="${title}" loading="lazy" style="width:100%;height:44rem;border:0"></iframe> ${script}`,
    popup: `<a href="${href}" data-bellhop data-close="${close}">${button}</a> ${script}`,
    link: `<a href="${href}">${button}</a>`,
  }
}
