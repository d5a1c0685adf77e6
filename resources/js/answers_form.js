/**
 * The answer to a form cannot be asked for again, so Back and reload would meet the browser's question
 * whether to send the form once more. In the history it stands as the page that the form was on.
 */
if (document.querySelector('meta[name="answers-form"]')) {
  history.replaceState(null, '', formPage())
}

function formPage() {
  const { referrer } = document
  const isOurs = referrer && new URL(referrer).origin === location.origin
  const page = new URL(isOurs ? referrer : location.href)
  page.hash = location.hash
  return page
}
