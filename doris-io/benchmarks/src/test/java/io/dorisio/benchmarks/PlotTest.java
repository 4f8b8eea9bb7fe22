package io.dorisio.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PlotTest {
  @Test
  void barIsTheMedianAndEachRunADotInItsScale() throws Exception {
    Document svg =
        parse(
            Plot.of(
                List.of(
                    result(Side.DORIS_IO, 1, 4e6),
                    result(Side.CONNECTOR, 1, 2e6),
                    result(Side.DORIS_IO, 2, 3e6),
                    result(Side.DORIS_IO, 3, 1e6))));

    // The first is the background; then two writers in each of two panels.
    assertEquals(5, svg.getElementsByTagName("rect").getLength());
    assertEquals(8, svg.getElementsByTagName("circle").getLength());
    double ours = width(svg, 1);
    assertEquals(ours * 2 / 3, width(svg, 2), 0.1);
  }

  @Test
  void namesAreText() throws Exception {
    Document svg = parse(Plot.of(List.of(result(Side.DORIS_IO, 1, 1e6))));

    assertTrue(svg.getDocumentElement().getTextContent().contains(Case.ROW_JSON.title()));
  }

  private static double width(Document svg, int bar) {
    Element rect = (Element) svg.getElementsByTagName("rect").item(bar);
    return Double.parseDouble(rect.getAttribute("width"));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static Result result(Side side, int run, double rowsPerSecond) {
    return new Result(
        Case.ROW_JSON, side, "", run, 1, new Figures(1, rowsPerSecond, 0, 0.5, 0, 0, 0, 0, 0, 0));
  }
}
