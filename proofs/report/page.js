(function () {
  "use strict";
  // Braces after a space hold a short part of a formula together; where room is scarce it may break too.
  function loosened(tex) {
    var open = [];
    return tex.replace(/\\.|[{}]/g, function (token, at) {
      if (token === "{") open.push(at === 0 || tex[at - 1] === " ");
      var drop = token === "{" ? open[open.length - 1] : token === "}" && open.pop();
      return drop ? "" : token;
    });
  }
  // In braces TeX breaks no line: brackets nested at least this deep are kept whole, with a function's name before them.
  function kept(tex, depth) {
    if (depth > 1) tex = loosened(tex);
    if (depth > 4) tex = tex.replace(/\\left([(\[])/g, "\\Bigl$1").replace(/\\right([)\]])/g, "\\Bigr$1");
    var out = "", open = [];
    (tex.match(/\\(?:left|right|middle|[Bb]igg?[lrm]?)(?![A-Za-z])\s*\\?.|\\sqrt\[[^\]]*\]|\\[A-Za-z]+|\\.|[^\\]/g) || []).forEach(function (token) {
      if (token === "(" || token === "[") {
        var name = out.match(/\\(?:exp|log|ln|max|min|sup|inf|Pr)\s*$/);
        open.push(out.length - (name ? name[0].length : 0));
      }
      out += token;
      if ((token === ")" || token === "]") && open.length) {
        var start = open.pop();
        if (open.length + 2 >= depth) out = out.slice(0, start) + "{" + out.slice(start) + "}";
      }
    });
    return out;
  }
  function typeset(element, depth) {
    var display = element.classList.contains("display");
    if (depth === 1) element.dataset.plain = element.textContent;
    element.classList.add("set");
    try {
      // Inline layout lets a long formula break at its relations; displaystyle keeps sums and fractions large.
      katex.render((display ? "\\displaystyle " : "") + kept(element.dataset.tex, depth), element, { throwOnError: true, trust: false });
    } catch (error) {
      element.textContent = element.dataset.plain;
      element.classList.add("raw");
    }
  }
  function room(element) {
    var block = element.closest(".goal, .row, p, li, dd, td, th, figcaption, h3, div");
    return block.clientWidth - parseFloat(getComputedStyle(block).paddingLeft);
  }
  function pieces(element) {
    return Array.prototype.map.call(element.querySelectorAll(".katex-base"), function (base) { return base.offsetWidth; });
  }
  function widest(element) { return Math.max.apply(null, pieces(element).concat(0)); }
  function total(element) { return pieces(element).reduce(function (sum, width) { return sum + width; }, 0); }
  function isTooWide(element) { return widest(element) > room(element); }
  // All are set before any is measured, so that the page is laid out a few times only.
  function fit(found) {
    var wide = found;
    for (var depth = 2; depth <= 5; depth++) {
      wide = wide.filter(isTooWide);
      wide.forEach(function (element) { typeset(element, depth); });
    }
    wide.filter(isTooWide).forEach(function (element) {
      element.style.fontSize = Math.max(60, Math.floor(97 * room(element) / widest(element))) + "%";
    });
    // A short formula in a sentence moves to the next line as a whole; a long one may break.
    found.filter(function (element) {
      return !element.classList.contains("display") && total(element) < Math.min(300, 0.8 * room(element));
    }).forEach(function (element) { element.classList.add("whole"); });
  }
  function typesetWithin(root) {
    var found = Array.prototype.filter.call(root.querySelectorAll("[data-tex]:not(.set)"), function (element) {
      var fold = element.closest("details");
      return !fold || fold.open;
    });
    found.forEach(function (element) { typeset(element, 1); });
    found.forEach(pieces); // laying the page out makes the browser ask for the fonts, without which no width is right
    document.fonts.ready.then(function () { fit(found); });
  }
  document.querySelectorAll("details").forEach(function (fold) {
    fold.addEventListener("toggle", function () { typesetWithin(fold); });
  });
  typesetWithin(document);
})();
