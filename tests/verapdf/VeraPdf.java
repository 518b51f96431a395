import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges PDFs: `VeraPdf FLAVOUR[,FLAVOUR] FILE...` prints how many checks were made of each file,
 * and a line for each rule that it breaks: its name, the flavour and what is wrong, after tabs.
 *
 * veraPDF reads its own profiles by JAXB, which no JDK has any more; here the DOM reads them.
 */
public final class VeraPdf {
    private static final Map<String, String> PROFILES =
            Map.of("ua1", "PDFUA-1.xml", "3a", "PDFA-3A.xml");

    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, UTF_8);
        for (String id : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
            ValidationProfile profile = profile(flavour);
            for (String path : List.of(arguments).subList(1, arguments.length)) {
                tell(new File(path), flavour, profile, out);
            }
        }
    }

    private static void tell(
            File file, PDFAFlavour flavour, ValidationProfile profile, PrintStream out)
            throws Exception {
        ValidationResult result = judge(file, flavour, profile);
        if (result.getTotalAssertions() < profile.getRules().size()) {
            throw new IllegalStateException("veraPDF looked at next to nothing");
        }
        out.println("checks\t" + result.getTotalAssertions());
        result.getTestAssertions().forEach(failed -> out.println(String.join(
                "\t", file.getName(), flavour.getId(), line(failed, result))));
    }

    private static ValidationResult judge(File file, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(file, flavour);
                PDFAValidator validator = foundry.createValidator(profile, 1, false, true, false)) {
            return validator.validate(parser);
        }
    }

    private static String line(TestAssertion failed, ValidationResult result) {
        RuleId rule = failed.getRuleId();
        return "%s-%d ×%d %s @ %s".formatted(
                rule.getClause(),
                rule.getTestNumber(),
                result.getFailedChecks().get(rule),
                failed.getErrorMessage().strip().replaceAll("\\s+", " "),
                failed.getLocation().getContext());
    }

    // The profile

    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = "/org/verapdf/pdfa/validation/" + PROFILES.get(flavour.getId());
        try (InputStream stream = VeraPdf.class.getResourceAsStream(name)) {
            var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            Element root = builder.parse(stream).getDocumentElement();
            Set<Rule> rules = new LinkedHashSet<>();
            all(root, "rule").forEach(element -> rules.add(rule(element)));
            Set<Variable> variables = new LinkedHashSet<>();
            all(root, "variable").forEach(element -> variables.add(variable(element)));
            var details = Profiles.profileDetailsFromValues(name, "", "", new Date(0));
            return Profiles.profileFromValues(flavour, details, "", rules, variables);
        }
    }

    private static Rule rule(Element element) {
        Element id = all(element, "id").findFirst().orElseThrow();
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                element.getAttribute("object"),
                element.getAttribute("deferred").equals("true"),
                element.getAttribute("tags"),
                text(element, "description"),
                text(element, "test"),
                error(element),
                List.of());
    }

    private static ErrorDetails error(Element rule) {
        List<ErrorArgument> arguments = new ArrayList<>();
        all(rule, "argument").forEach(element -> arguments.add(
                ErrorArgumentImpl.fromValues(element.getTextContent(), null, null)));
        return Profiles.errorFromValues(text(rule, "message"), arguments);
    }

    private static Variable variable(Element element) {
        return Profiles.variableFromValues(
                element.getAttribute("name"),
                element.getAttribute("object"),
                text(element, "defaultValue"),
                text(element, "value"));
    }

    private static Stream<Element> all(Element within, String name) {
        NodeList found = within.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(at -> (Element) found.item(at));
    }

    private static String text(Element within, String name) {
        return all(within, name).findFirst().orElseThrow().getTextContent();
    }
}
