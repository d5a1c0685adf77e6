/** What the token of a preview is made for. */
export function previewSubject(serviceId: number) {
  return { id: serviceId, recipient: '', version: 0 }
}
