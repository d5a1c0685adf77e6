/** What the token of a preview is made for. */
export function previewSubject(serviceId: number) {
  return { id: serviceId, recipient: '', version: 0 }
}

/** A booking link as its clients see it once it is on. */
export function linkPreviewSubject(linkId: number) {
  return { id: linkId, recipient: 'link', version: 0 }
}
