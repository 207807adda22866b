(function () {
  "use strict";
  function typeset(element) {
    var source = element.textContent;
    var display = element.classList.contains("display");
    element.classList.remove("tex");
    element.classList.add("set");
    try {
      // Inline layout lets a long formula break at its relations; displaystyle keeps sums and fractions large.
      katex.render((display ? "\\displaystyle " : "") + source, element, { throwOnError: true, trust: false });
      if (!display) keepTogether(element);
    } catch (error) {
      element.textContent = source;
      element.classList.add("raw");
    }
  }
  // A short formula in a sentence moves to the next line as a whole; a long one may break.
  function keepTogether(element) {
    element.style.whiteSpace = "nowrap";
    if (element.getBoundingClientRect().width > 300) element.style.whiteSpace = "";
  }
  function typesetWithin(root) {
    root.querySelectorAll(".tex").forEach(function (element) {
      var fold = element.closest("details");
      if (!fold || fold.open) typeset(element);
    });
  }
  document.querySelectorAll("details").forEach(function (fold) {
    fold.addEventListener("toggle", function () { typesetWithin(fold); });
  });
  typesetWithin(document);
})();
