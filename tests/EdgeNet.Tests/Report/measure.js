// Measures the page in the frame: widths, colours, and where the texts of the drawings are.
window.addEventListener('load', () => {
  const page = document.getElementById('frame').contentDocument;
  const view = page.defaultView;
  const rgb = text => text.match(/[\d.]+/g).slice(0, 3).map(Number);
  const style = view.getComputedStyle(page.body);
  const overlaps = [], clipped = [];
  let smallest = 1e9;
  for (const svg of page.querySelectorAll('svg')) {
    const outer = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    for (const { text, box } of texts) {
      // Of a text on its side the width is its height; a single letter may be either.
      smallest = text.length > 2 ? Math.min(smallest, box.width, box.height) : smallest;
      if (box.left < outer.left - 1 || box.right > outer.right + 1 || box.top < outer.top - 1 || box.bottom > outer.bottom + 1) {
        clipped.push(`${svg.getAttribute('aria-label')}: ${text}`);
      }
    }
    for (let i = 0; i < texts.length; i++) {
      for (let j = 0; j < i; j++) {
        const a = texts[i].box, b = texts[j].box;
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        // Boxes hold the space above and below the letters too.
        if (wide > 1 && high > 4) {
          overlaps.push(`${svg.getAttribute('aria-label')}: ${texts[i].text} and ${texts[j].text}`);
        }
      }
    }
  }
  document.getElementById('result').textContent = JSON.stringify({
    width: page.documentElement.scrollWidth, background: rgb(style.backgroundColor), ink: rgb(style.color),
    charts: [...page.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().height > 50).length,
    overlaps, clipped, smallestText: smallest,
  });
});
